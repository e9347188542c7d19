/** Words of the page “Mig”. */
export const meDa = {
  me: {
    invite: 'Svar på invitationen og koder',
    title: 'Mig',
    walks: 'Vandringer',
    current: 'Vises nu',
    choose: 'Vis denne',
    addWalk: 'Deltag i en til',
    joinedAs: 'Du er med som {name}',
    joinedWithoutName: 'Du er med uden navn',
    rename: 'Skift navn',
    renameFor: 'Skift navn i {title}',
    renameText:
      'Det, der allerede er modtaget, beholder det navn, det kom med. Er du uden net, får vi navnet, når der er net.',
    renameSave: 'Gem navnet',
    leave: 'Forlad',
    leaveFor: 'Forlad {title}?',
    leaveText:
      'Vandringen, dens kort og det, andre har registreret, fjernes fra telefonen. Det, du har sendt, bliver hos de ansvarlige. Du kan deltage igen med koden {code}.',
    leaveUnsent:
      'Intet er usendt. | 1 ting i {title} er ikke sendt. Derfor forlader vi den ikke nu: den ville gå tabt. Send den først, eller slet den under »Mine registreringer«. | {n} ting i {title} er ikke sendt. Derfor forlader vi den ikke nu: de ville gå tabt. Send dem først, eller slet dem under »Mine registreringer«.',
    leaveDone: 'Du har forladt {title}.',
    partFailed: 'Det kunne ikke gemmes på telefonen. Prøv igen.',
    display: 'Udseende og sprog',
    awake: 'Skærmen under vandringen',
    awakeChoice: { on: 'Bliver tændt', off: 'Slukker som ellers' },
    textSize: 'Tekstens størrelse følger telefonens.',
    privacy: 'Dine oplysninger',
    storage: 'Plads på telefonen',
    storageUsed: '{used} brugt af {quota}',
    storageUnknown: 'Telefonen vil ikke sige, hvor meget der bruges.',
    kept: 'Telefonen har lovet ikke at slette det af sig selv.',
    notKept: 'Telefonen kan slette det, hvis den bliver fuld.',
    askKeep: 'Bed telefonen om at beholde det',
    keepRefused: 'Telefonen sagde nej. Læg Lygte på hjemmeskærmen, så går det som regel.',
    delete: 'Slet alt på denne telefon',
    deleteHint: 'Dine sendte registreringer bliver hos de ansvarlige.',
    deleteTitle: 'Slet alt på denne telefon?',
    deleteText:
      'Vandringer, kort og det, du har sendt, fjernes fra telefonen. Du kan deltage igen med koden.',
    deleteUnsent:
      'Du har {n} ting, der ikke er sendt. De ville gå tabt, så vi sletter ikke noget nu.',
    deleteUnsentHint:
      'Send dem først, eller eksportér dem og slet dem én for én under »Mine registreringer«.',
    deleting: 'Sletter …',
    deleteFailed: 'Telefonen ville ikke slette alt. Luk andre faner med Lygte, og prøv igen.',
    accessibility: 'Alt i appen kan bruges fra listen, med tastatur og med skærmlæser.',
  },
}
