/** Words of the list of a walk: the search, and what is new. */
export const listSearchEn = {
  listSearch: {
    label: 'Search the findings',
    hint: 'Street, place, topic or text',
    found: 'None found | 1 found | {n} found',
    looking: 'Searching …',
  },
  listNews: { badge: 'New', count: 'None new | 1 new | {n} new' },
}
