import { categories, categoryGroups, findCategory } from './categories.ts'
import { hasNeed, needKinds } from './needs.ts'
import { statuses, statusFamily } from './observation-status.ts'
import { isLateAs, lateKinds, type LateMoment } from './promises/late.ts'
import type { VisibleObservation } from './visible-observation.ts'

/** One filter of the desk that is a list of values. */
interface ListFilterDefinition {
  /** For the description of the interface. */
  description: string
  /** Of the whole list, in characters. */
  maxLength: number
  /** What a value may be; without it any short text. A list that `mayGrow` is not complete: others than these find nothing. */
  values?: readonly string[] | 'uuid'
  mayGrow?: boolean
  /** Whether an observation is among those that one value stands for. */
  fits: (observation: VisibleObservation, value: string, moment: LateMoment) => boolean
}

/** Stands among party ids for observations that have no party yet. */
export const noParty = 'none'

const definitions = {
  status: {
    description: 'comma-separated statuses',
    maxLength: 300,
    values: statuses,
    fits: ({ status }, value) => status === value,
  },
  category: {
    description: 'comma-separated category or group ids',
    maxLength: 2000,
    values: [...new Set<string>([...categories.map(({ id }) => id), ...categoryGroups])],
    mayGrow: true,
    fits: ({ category }, value) => value === category || value === findCategory(category)?.group,
  },
  party: {
    description: 'comma-separated party ids; `none` = without party',
    maxLength: 500,
    fits: ({ partyIds }, value) =>
      value === noParty ? partyIds.length === 0 : partyIds.includes(value),
  },
  severity: {
    description: 'comma-separated severities: 0 (good) to 4 (acute)',
    maxLength: 20,
    values: ['4', '3', '2', '1', '0'],
    fits: ({ severity }, value) => String(severity) === value,
  },
  walk: {
    description: 'comma-separated walk ids',
    maxLength: 2000,
    values: 'uuid',
    fits: ({ walkId }, value) => walkId === value,
  },
  late: {
    description:
      'comma-separated: `overdue` = its deadline has passed; `unowned` = no party for more than a week; `soon` = its deadline is within a week',
    maxLength: 40,
    values: lateKinds,
    fits: (observation, value, moment) =>
      lateKinds.some((kind) => kind === value && isLateAs(observation, kind, moment)),
  },
  needs: {
    description:
      'comma-separated: `owner` = nobody has it; `reply` = nobody has answered what a walker said; `sent-back` = given back twice or more; `moved-twice` = its date was moved twice or more',
    maxLength: 60,
    values: needKinds,
    fits: (observation, value) =>
      needKinds.some((kind) => kind === value && hasNeed(observation, kind)),
  },
} as const satisfies Record<string, ListFilterDefinition>

export type ListFilter = keyof typeof definitions

/** The desk's filters that are lists of values, by their name in addresses and requests. */
export const listFilters: Readonly<Record<ListFilter, ListFilterDefinition>> = definitions

/** In the order in which the desk shows them. */
export const listFilterNames = Object.keys(listFilters) as ListFilter[]

/** What is not yet solved or closed. */
export const openStatuses = statuses.filter((status) => statusFamily(status) === 'open')

/** The values of a filter that has a list of them; empty for the others. */
export function fixedValues(name: ListFilter): readonly string[] {
  const { values } = listFilters[name]
  return values === undefined || values === 'uuid' ? [] : values
}

/** The same for every list filter. */
export const forEachList = <Value>(make: (name: ListFilter) => Value): Record<ListFilter, Value> =>
  Object.fromEntries(listFilterNames.map((name) => [name, make(name)])) as Record<ListFilter, Value>
