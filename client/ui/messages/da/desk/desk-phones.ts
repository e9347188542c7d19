/** What never came from the phones, and closing one that was stolen. Keys in `en/desk-phones.ts` are the same. */
export const deskPhonesDa = {
  phones: {
    title: 'Mangler fra telefonerne',
    short: 'Mangler',
    link: 'Mangler fra telefonerne | Mangler fra telefonerne: 1 | Mangler fra telefonerne: {n}',
    lead: 'Det, telefonerne har nævnt, men som vi ikke har fået.',
    back: 'Til sagsbordet',
    loading: 'Henter …',
    failed: 'Det kunne ikke hentes. Det kan være forbindelsen.',
    refused: 'Du har ikke adgang til dette.',
    reports: 'Registreringer og ændringer',
    reportsNone: 'Ingen telefon har meldt, at noget venter på den.',
    reportsNoneHint:
      'Det siger ikke, at alt er nået frem: en telefon, der ikke har meldt sig, ved vi ikke noget om. Se telefonerne på hver vandring herunder.',
    named: 'Telefon: {name}',
    nameless: 'Telefon uden navn',
    part: {
      lost: 'intet er gået tabt | 1 nåede aldrig frem og er ikke på telefonen mere | {n} nåede aldrig frem og er ikke på telefonen mere',
      waiting: 'intet venter | 1 ventede på telefonen {time} | {n} ventede på telefonen {time}',
      unexplained:
        'intet mangler | 1 er ikke nået frem. Telefonen har ikke sagt hvorfor | {n} er ikke nået frem. Telefonen har ikke sagt hvorfor',
      refused:
        'intet skal rettes | 1 kunne ikke bruges og skal rettes på telefonen | {n} kunne ikke bruges og skal rettes på telefonen',
      drafts:
        'intet er begyndt | 1 er begyndt på telefonen, men ikke gemt | {n} er begyndt på telefonen, men ikke gemt',
      heldPhotos:
        'ingen billeder på telefonen | 1 billede var kun på telefonen {time} | {n} billeder var kun på telefonen {time}',
      waitingPhotos:
        'ingen billeder venter | 1 billede er ikke kommet endnu | {n} billeder er ikke kommet endnu',
      missingPhotos: 'ingen billeder mangler | 1 billede mangler | {n} billeder mangler',
    },
    lostHint: 'Spørg deltageren, hvad det handlede om, og skriv det ind igen.',
    waitingHint: 'Bed deltageren åbne Lygte et sted med net.',
    seen: 'Sidst set {time}',
    photos: 'Billeder',
    photosHint: 'Meldt for mere end et døgn siden og ikke kommet.',
    photosNone: 'Ingen af de billeder, telefonerne har meldt, har manglet i mere end et døgn.',
    photosMore: 'Der er flere end dem her. De ældste står øverst.',
    photo: 'Billede {place} af {n}',
    photoFacts: 'Meldt {time}',
    photoShare: '{percent} er kommet',
    onWalk: 'Telefoner på en vandring',
    onWalkHint: 'Er en telefon stjålet eller væk, kan du lukke den ude.',
    walk: 'Vandring',
    none: 'Ingen telefoner er med på denne vandring.',
    judged: {
      all: 'Ingen telefoner er med. | Den ene telefon har efter vandringen meldt, at intet venter på den. Meldt {time}. | Alle {n} telefoner har efter vandringen meldt, at intet venter på dem. Den ældste melding er fra {time}.',
      unsure: 'Vi ved ikke, om alt er nået frem.',
      holding: 'Ingen mangler noget. | 1 telefon mangler noget. | {n} telefoner mangler noget.',
      unknown:
        'Alle har meldt sig efter vandringen. | 1 telefon har ikke meldt efter vandringen, at den er tom. | {n} telefoner har ikke meldt efter vandringen, at de er tomme.',
      empty:
        'Ingen har meldt sig efter vandringen. | 1 telefon har efter vandringen meldt, at intet venter på den. | {n} telefoner har efter vandringen meldt, at intet venter på dem.',
    },
    toldNothing: 'Har aldrig meldt, hvad der er på den',
    toldLess: 'Meldte sig {time}, men dens udgave af Lygte kan ikke sige det hele',
    toldEmpty: 'Intet ventede på den {time}',
    access: {
      open: 'Kan sende og læse',
      ended: 'Skal deltage igen for at sende og læse',
      'locked-out': 'Lukket ude',
    },
    lock: 'Luk ude',
    lockNamed: 'Luk ude: {name}',
    lockTitle: 'Luk telefonen ude?',
    lockText:
      '{name} kan ikke længere sende eller hente noget. Det kan ikke gøres om: ejeren skal deltage igen med koden og bliver så en ny deltager.',
    lockKept: 'Det, der allerede er modtaget, bliver her.',
    locked: '{name} er lukket ude.',
    lockFailed: 'Telefonen er ikke lukket ude. Prøv igen.',
  },
}
