/** Words of the list of a walk: the search, and what is new. */
export const listSearchDa = {
  listSearch: {
    label: 'Søg i registreringerne',
    hint: 'Gade, sted, emne eller tekst',
    found: 'Ingen fundet | 1 fundet | {n} fundet',
    looking: 'Søger …',
  },
  listNews: { badge: 'Nyt', count: 'Ingen nye | 1 ny | {n} nye' },
}
