/** The desk's filters that are lists of values, by their name in addresses and requests. */
export const listFilters = {
  status: { description: 'comma-separated statuses', maxLength: 300 },
  category: { description: 'comma-separated category or group ids', maxLength: 2000 },
  party: { description: 'comma-separated party ids; `none` = without party', maxLength: 500 },
  walk: { description: 'comma-separated walk ids', maxLength: 2000 },
} as const

export type ListFilter = keyof typeof listFilters

/** In the order in which the desk shows them. */
export const listFilterNames = Object.keys(listFilters) as ListFilter[]

/** The same for every list filter. */
export const forEachList = <Value>(make: (name: ListFilter) => Value): Record<ListFilter, Value> =>
  Object.fromEntries(listFilterNames.map((name) => [name, make(name)])) as Record<ListFilter, Value>
