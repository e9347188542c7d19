/** Words of the page in an export, which come with the list of own pins. */
export const exportPageDa = {
  exportPage: {
    title: 'Dine registreringer fra Lygte',
    made: 'Hentet fra din telefon {time}.',
    private:
      'Filen kan indeholde oplysninger om dig og om steder, hvor du har været. Del den kun, med hvem du vil.',
    created: 'Registreret',
    edited: 'Rettet',
    withdrawn: 'Trukket tilbage',
    restored: 'Tilbagetrækning fortrudt',
    commented: 'Kommentar',
    photo: 'Billede tilføjet',
    seenToo: 'Set af dig også',
    answered: 'Svar på et spørgsmål',
    notSolved: 'Det er ikke løst',
    other: 'Ændring',
    rating: 'Vurdering af et stop',
    answers: 'Svar om området',
    started: 'Vandringen begyndt',
    closed: 'Vandringen afsluttet',
    addition: 'Tilføjet til en andens registrering',
    draft: 'Kladde, ikke gemt som registrering',
    notReceived: 'Ikke modtaget, da filen blev lavet',
    replaced: 'Erstattet af en senere rettelse',
    refused: 'Kunne ikke bruges: {reason}',
    position: 'Position: {at}',
  },
}
