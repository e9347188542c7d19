/** Words of joining that other screens use too. */
export const joiningDa = {
  join: {
    heading: 'Deltag i en vandring',
    otherCode: 'Brug en anden kode',
    nameLabel: 'Dit navn',
    nameHint: 'Kun vandringens leder og de medarbejdere, der svarer, ser det. Du kan lade være.',
    kind: 'Jeg er her som',
    kinds: { local: 'Beboer', professional: 'Fagperson', unknown: 'Ikke sagt' },
    kindHint: 'Følger med dine vurderinger af stoppene.',
    noNet: 'Der er ikke net lige nu. Koden virker, så snart der er.',
  },
}
