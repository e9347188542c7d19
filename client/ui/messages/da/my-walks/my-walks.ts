/** Words of the page “Mine vandringer”. */
export const myWalksDa = {
  myWalks: {
    title: 'Mine vandringer',
    current: 'Vises nu',
    choose: 'Vis denne',
    happened: 'Hvad er der sket?',
    happenedFor: 'Hvad er der sket? {title}',
    addWalk: 'Deltag i en til',
    joinedAs: 'Du er med som {name}',
    joinedWithoutName: 'Du er med uden navn',
    rename: 'Skift navn',
    renameFor: 'Skift navn i {title}',
    renameText:
      'Det, der allerede er modtaget, beholder det navn, det kom med. Er du uden net, får vi navnet, når der er net.',
    renameSave: 'Gem navnet',
    leave: 'Forlad',
    report: 'Vandringsrapport',
    reportFor: 'Vandringsrapport: {title}',
    again: 'Samme igen',
    againFor: 'Samme igen: {title}',
    leaveFor: 'Forlad {title}?',
    leaveText:
      'Vandringen, dens kort og det, andre har registreret, fjernes fra telefonen. Det, du har sendt, bliver hos de ansvarlige. Du kan deltage igen med koden {code}.',
    leaveUnsent:
      'Intet er usendt. | 1 ting i {title} er ikke sendt. Derfor forlader vi den ikke nu: den ville gå tabt. Send den først, eller slet den under »Mine registreringer«. | {n} ting i {title} er ikke sendt. Derfor forlader vi den ikke nu: de ville gå tabt. Send dem først, eller slet dem under »Mine registreringer«.',
    leaveDone: 'Du har forladt {title}.',
    partFailed: 'Det kunne ikke gemmes på telefonen. Prøv igen.',
    hint: 'Alle vandringer på denne telefon. Her kan du se, hvad der venter på dig.',
    show: 'Vis {title}',
    nothing: 'Intet venter på dig her.',
    roles: { walker: 'Deltager', recorder: 'Referent', leader: 'Vandringsleder' },
    states: {
      planned: 'Planlagt',
      open: 'Åben',
      running: 'I gang',
      ended: 'Afsluttet',
      approved: 'Listen er godkendt',
    },
    waits: {
      unsent: 'Intet er usendt | 1 ting er ikke sendt | {n} ting er ikke sendt',
      refused:
        'Intet skal rettes | 1 ting blev ikke modtaget og skal rettes | {n} ting blev ikke modtaget og skal rettes',
      questions:
        'Ingen spørger | Der er et spørgsmål til 1 af dine registreringer | Der er spørgsmål til {n} af dine registreringer',
      news: 'Intet nyt | Der er nyt om 1 registrering | Der er nyt om {n} registreringer',
      answered:
        'Ingen svar endnu | 1 af dine registreringer har fået svar | {n} af dine registreringer har fået svar',
      before: 'Svar på, hvordan området føles, før I går',
      after: 'Svar på, hvordan området føles nu bagefter',
      gather: 'Opsamlingen mangler: listen er ikke godkendt',
    },
    deleted:
      'Kommunen sletter navne og billeder {n} måneder efter vandringen. Det, der ikke længere er her, er slettet hos kommunen.',
  },
}
