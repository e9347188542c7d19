/** Words of the search in the list of a walk. */
export const listSearchEn = {
  listSearch: {
    label: 'Search the findings',
    hint: 'Street, place, topic or text',
    found: 'None found | 1 found | {n} found',
    looking: 'Searching …',
  },
}
