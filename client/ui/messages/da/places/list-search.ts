/** Words of the search in the list of a walk. */
export const listSearchDa = {
  listSearch: {
    label: 'Søg i registreringerne',
    hint: 'Gade, sted, emne eller tekst',
    found: 'Ingen fundet | 1 fundet | {n} fundet',
    looking: 'Søger …',
  },
}
