import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { capturedMoment } from '../../../../shared/sync/captured-moment.ts'
import { feelings } from '../../../../shared/observation/observation.ts'
import { seenCount } from '../../../../shared/observation/seen/seen-count.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useDeskWords } from '../words/use-desk-words.ts'
import { weekNumber } from '../../../../shared/text/typed-day.ts'
import { visibilityWords } from './visibility.ts'

/** The facts of one observation as sentences for the detail panel. */
export function useObservationWords(current: () => VisibleObservation) {
  const { t } = useI18n()
  const words = useDeskWords()
  const formats = words.formats

  const parties = computed(() =>
    current().partyIds.length === 0 ? t('desk.detail.noParty') : words.parties(current().partyIds),
  )
  const dueState = computed(() => words.due(current()))
  const isLate = computed(() => dueState.value === 'overdue' || dueState.value === 'today')
  const due = computed(() => {
    const { dueOn } = current()
    if (dueOn === null) return t('desk.due.none')
    const day = `${formats.value.calendarDay(dueOn)} · ${t('desk.due.week', { n: weekNumber(dueOn) })}`
    return dueState.value === 'later' ? day : `${day} · ${words.dueDistance(dueOn)}`
  })
  const position = computed(() => {
    const { accuracyMetres, source } = current().position
    const exactness =
      accuracyMetres === undefined
        ? ''
        : `${t('desk.detail.accuracy', { n: formats.value.number(Math.round(accuracyMetres)) })}, `
    return exactness + t(`desk.detail.source.${source}`)
  })
  const severity = computed(() => {
    const { severity: level, feeling } = current()
    const felt = feeling === null ? t('desk.detail.noFeeling') : t(`feeling.${feeling}`)
    return `${t(`severity.${level}.label`)} · ${felt}`
  })
  const owner = computed(() => {
    const { ownerType } = current()
    return ownerType === null ? t('desk.detail.noOwner') : t(`ownerType.${ownerType}`)
  })
  const nearby = (other: VisibleObservation, metres: number) =>
    t('desk.detail.nearbyItem', {
      number: other.number,
      category: words.category(other.category),
      metres: formats.value.number(Math.round(metres)),
    })

  const facts = { parties, due, dueState, isLate, position, severity, owner }
  return { ...facts, ...useOriginWords(current), ...useSeenWords(current), nearby }
}

/** How many have seen it, and how it feels to the others where they are many enough to be shown (visible-seen-too.ts). */
function useSeenWords(current: () => VisibleObservation) {
  const { t } = useI18n()
  const seen = computed(() => {
    const n = seenCount(current())
    return n > 1 ? t('desk.detail.seen', { n }) : ''
  })
  const felt = computed(() => {
    const all = (current().seenToo ?? []).flatMap(({ feeling }) => feeling ?? [])
    if (all.length === 0) return ''
    const spread = feelings.flatMap((feeling) => {
      const n = all.filter((one) => one === feeling).length
      return n > 0 ? [t('desk.detail.feltOne', { feeling: t(`feeling.${feeling}`), n })] : []
    })
    return `${t('desk.detail.felt', { n: all.length })} ${spread.join(', ')}`
  })
  return { seen, felt }
}

/** Who made it, when, on which walk, and who may read it. */
function useOriginWords(current: () => VisibleObservation) {
  const { t } = useI18n()
  const words = useDeskWords()
  const visibleTo = computed(() => {
    const { key, partyIds } = visibilityWords(current())
    return t(`desk.visibility.${key}`, { parties: words.parties(partyIds) })
  })
  const captured = computed(() => {
    const { at, isEstimated } = capturedMoment(current())
    const time = words.formats.value.dateTime(at)
    return isEstimated ? t('desk.detail.capturedEstimated', { time }) : time
  })
  const author = computed(() => {
    const { authorName, receivedAt } = current()
    const name = authorName ?? t('desk.detail.anonymous')
    return receivedAt === null
      ? name
      : `${name} · ${t('desk.detail.received', { time: words.when(receivedAt) })}`
  })
  const walk = computed(() => words.walk(current().walkId))

  return { visibleTo, captured, author, walk }
}
