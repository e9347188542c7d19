/** Words of a pin that few people need, loaded with what they open: who owns the place, for whom it was written, whether it is there already. */
export const captureMoreDa = {
  moreDetails: {
    severity: 'Hvor alvorligt er det?',
    severityHint: 'Foreslået ud fra emnet. Alvor er fare; følelsen svarer du på ovenfor.',
    owner: 'Hvem ejer stedet?',
    ownerHint: 'Ved du det ikke, finder vi ud af det.',
  },
  leaveDraft: {
    title: 'Luk registreringen?',
    text: 'Kladden bliver på telefonen. Du kan fortsætte den senere.',
    keep: 'Behold kladden',
    delete: 'Slet kladden',
  },
  placeEditor: {
    help: 'Tryk på kortet, træk nålen, eller vælg nålen og brug piletasterne.',
    mapLabel: 'Kort til at flytte nålen',
    useMine: 'Brug min position',
    address: 'Adresse eller sted',
    addressHint: 'Fx Fyrkildevej 12, eller »trappen bag skolen«.',
    addressAlone: 'Uden nål på kortet gælder adressen, og de ansvarlige må lede lidt.',
    done: 'Færdig',
  },
  writtenFor: {
    title: 'Skriver du for en anden?',
    hint: 'Skriv ikke navnet. Følelsen ovenfor regnes så for den andens.',
    walker: 'For en på vandringen',
    neighbour: 'For en nabo, der ikke er med',
  },
  sameOne: {
    title: 'Er det den samme?',
    away: '{distance} herfra',
    yes: 'Ja, det er den',
    no: 'Nej, det er en anden',
    joinTitle: 'Så føjer vi til den',
    joinText: 'Din bemærkning bliver en kommentar på den. Kladden slettes.',
    joinSees: 'Det bliver noteret, at du ser den også, og hvordan det føles for dig.',
    joinPhotos: 'Billederne i kladden følger med.',
    join: 'Fortsæt til den',
  },
}
