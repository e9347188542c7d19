import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { daysBetween } from '../../../../shared/text/day-count.ts'
import { lastEvent } from '../../../../shared/observation/last-event.ts'
import { calendarDayOf, type CalendarDay } from '../../../../shared/timestamps.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { categoryKey } from '../../../ui/messages/category-name.ts'
import type { Language } from '../../../../shared/text/language.ts'
import { deskFormats } from './desk-formats.ts'
import { dueState } from '../dates/due-date.ts'
import { isStatus } from './status-words.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** The desk's own words for what an observation carries: names instead of ids, days instead of instants. */
export function useDeskWords() {
  const i18n = useI18n()
  const { t } = i18n
  const desk = useReaderStore()
  const formats = computed(() => deskFormats(i18n.locale.value as Language, desk.timeZone))

  const category = (id: string) => t(categoryKey(id))
  const status = (code: string) => {
    if (!isStatus(code)) return t('status.unknown')
    return i18n.te(`statusDesk.${code}`) ? t(`statusDesk.${code}`) : t(`status.${code}`)
  }
  const party = (id: string) =>
    desk.reader?.municipality.parties.find((one) => one.id === id)?.name ?? id
  const parties = (ids: readonly string[]) => listed(ids.map(party))
  const walk = (id: string) => desk.reader?.walks.find((one) => one.id === id)?.title ?? ''

  function listed(names: readonly string[]): string {
    const last = names.at(-1) ?? ''
    if (names.length < 2) return last
    return `${names.slice(0, -1).join(', ')} ${t('desk.visibility.and')} ${last}`
  }

  /** "svar i går": what has last happened to it, and how long ago. */
  function last(observation: VisibleObservation): string {
    const { kind, at } = lastEvent(observation)
    const days = daysBetween(calendarDayOf(Date.parse(at), desk.timeZone), desk.today)
    const name = days <= 0 ? 'today' : days === 1 ? 'yesterday' : 'days'
    return t(`desk.last.${kind}`, { when: t(`desk.age.${name}`, { n: days }) })
  }

  const due = (observation: VisibleObservation) =>
    dueState(observation.dueOn, observation.status, desk.today)

  /** "om 14 dage", "3 dage over". */
  function dueDistance(dueOn: CalendarDay): string {
    const days = daysBetween(desk.today, dueOn)
    return days < 0 ? t('desk.due.overdueBy', -days) : t('desk.due.inDays', days)
  }

  const daysOver = (dueOn: CalendarDay) => daysBetween(dueOn, desk.today)

  const shortDay = (day: CalendarDay) => formats.value.shortCalendarDay(day, desk.today)

  const when = (instant: string) => formats.value.shortDateTime(instant, desk.nowMs)

  return {
    category,
    status,
    party,
    parties,
    listed,
    walk,
    last,
    due,
    dueDistance,
    daysOver,
    shortDay,
    when,
    formats,
  }
}
