import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { categoryGroups } from '../../../../shared/observation/categories.ts'
import { useWalkMark } from '../../../ui/formats/use-walk-mark.ts'
import { noParty, type DeskFilter } from './chosen-filter.ts'
import { chosenWords } from './filter-words.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** Parties and walks to choose from, and what each filter's button says. */
export function useFilterChoices(filter: ComputedRef<DeskFilter>) {
  const { t } = useI18n()
  const words = useDeskWords()
  const desk = useReaderStore()
  const { momentOf } = useWalkMark()

  const isGroup = (id: string) => categoryGroups.some((group) => group === id)
  const categoryName = (id: string) => (isGroup(id) ? t(`categoryGroup.${id}`) : words.category(id))
  const partyName = (id: string) => (id === noParty ? t('desk.filter.noParty') : words.party(id))

  /** The person's own parties first, because those are what most officials look for. */
  const parties = computed(() => {
    const own = desk.reader?.partyIds ?? []
    const all = [...(desk.reader?.municipality.parties ?? [])]
    const ordered = all.toSorted(
      (a, b) =>
        Number(own.includes(b.id)) - Number(own.includes(a.id)) ||
        words.formats.value.compare(a.name, b.name),
    )
    return [
      { value: noParty, label: t('desk.filter.noParty') },
      ...ordered.map(({ id, name }) => ({
        value: id,
        label: name,
        ...(own.includes(id) && { note: t('desk.filter.ownParty') }),
      })),
    ]
  })

  const walks = computed(() =>
    [...(desk.reader?.walks ?? [])]
      .toSorted((a, b) => (b.startsAt ?? '').localeCompare(a.startsAt ?? ''))
      .map(({ id, title, startsAt, endsAt }) => ({
        value: id,
        label: title,
        note: startsAt
          ? `${words.formats.value.date(startsAt)} · ${momentOf({ startsAt, endsAt }, Date.now())}`
          : t('desk.filter.anyTime'),
      })),
  )

  const chosen = computed(() => {
    const { statuses, categories, parties: chosenParties, walks: chosenWalks } = filter.value
    return {
      status: chosenWords(t, t('desk.filter.status'), statuses.map(words.status)),
      category: chosenWords(t, t('desk.filter.category'), categories.map(categoryName)),
      party: chosenWords(t, t('desk.filter.party'), chosenParties.map(partyName)),
      walk: chosenWords(t, t('desk.filter.walk'), chosenWalks.map(words.walk)),
    }
  })

  return { parties, walks, chosen }
}
