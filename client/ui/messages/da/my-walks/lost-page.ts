/** An address that leads nowhere. Keys in `en/lost-page.ts` are the same. */
export const lostPageDa = {
  lost: {
    title: 'Siden findes ikke',
    text: 'Adressen fører ingen steder hen. Måske er linket beskadiget: se efter, om hele linket kom med. Har du en kode, kan du skrive den.',
    home: 'Til forsiden',
    code: 'Skriv koden',
  },
}
