import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { categoryGroups } from '../../../../shared/observation/categories.ts'
import {
  fixedValues,
  forEachList,
  noParty,
  type ListFilter,
} from '../../../../shared/observation/list-filters.ts'
import { useWalkMark } from '../../../ui/formats/use-walk-mark.ts'
import type { DeskFilter } from './chosen-filter.ts'
import { chosenWords } from './filter-words.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** Parties and walks to choose from, and the text of each filter's button. */
export function useFilterChoices(filter: ComputedRef<DeskFilter>) {
  const { t } = useI18n()
  const words = useDeskWords()

  const isGroup = (id: string) => categoryGroups.some((group) => group === id)
  const categoryName = (id: string) => (isGroup(id) ? t(`categoryGroup.${id}`) : words.category(id))
  const partyName = (id: string) => (id === noParty ? t('desk.filter.noParty') : words.party(id))

  const parties = usePartyChoices(words)
  const walks = useWalkChoices(words)
  const names: Partial<Record<ListFilter, (value: string) => string>> = {
    status: words.status,
    category: categoryName,
    party: partyName,
    walk: words.walk,
  }
  const nameOf = (filterName: ListFilter, value: string): string =>
    names[filterName]?.(value) ?? t(`desk.filter.values.${filterName}.${value}`)
  /** What each filter offers; status and category have menus of their own. */
  const options = computed(() => ({
    ...forEachList((name): Choice[] =>
      fixedValues(name).map((value) => ({ value, label: nameOf(name, value) })),
    ),
    party: parties.value,
    walk: walks.value,
  }))
  const chosen = computed(() =>
    forEachList((name) =>
      chosenWords(
        t,
        t(`desk.filter.${name}`),
        filter.value[name].map((value) => nameOf(name, value)),
      ),
    ),
  )

  return { options, chosen }
}

/** The person's own parties first, because those are what most officials look for. */
function usePartyChoices(words: ReturnType<typeof useDeskWords>) {
  const { t } = useI18n()
  const desk = useReaderStore()
  return computed(() => {
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
}

/** Walks, the newest first, each with when it is. */
function useWalkChoices(words: ReturnType<typeof useDeskWords>) {
  const { t } = useI18n()
  const desk = useReaderStore()
  const { momentOf } = useWalkMark()
  return computed(() =>
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
}

interface Choice {
  value: string
  label: string
  note?: string
}
