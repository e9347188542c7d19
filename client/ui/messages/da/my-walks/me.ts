/** Words of the page “Mig”. */
export const meDa = {
  me: {
    invite: 'Svar på invitationen og koder',
    title: 'Mig',
    walks: 'Mine vandringer',
    walksHint:
      'Ingen vandringer. | 1 vandring på denne telefon. | {n} vandringer på denne telefon.',
    move: 'Flyt til en ny telefon',
    moveHint: 'Dine vandringer, din rolle og dine registreringer følger med.',
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
