/** What a walk's leader reads of the phones; read on that page only. Keys in `en/leader.ts` are the same. */
export const leaderDa = {
  leader: {
    title: 'Telefonerne på vandringen',
    none: 'Der er ingen telefoner med endnu.',
    all: 'Ingen telefoner er med. | Den ene telefon har efter vandringen meldt, at intet venter på den. | Alle {n} telefoner har efter vandringen meldt, at intet venter på dem.',
    since: 'Den ældste melding er fra {time}.',
    unsure: 'Vi ved ikke, om alt er nået frem.',
    rule: 'En telefon kan få noget nyt, til vandringen slutter {time}. Bagefter skal Lygte åbnes på hver telefon, hvor der er net. Så melder den selv, om noget venter.',
    ruleOpen:
      'Vandringen har ingen slutning, så en telefon kan altid få noget nyt. Her står, hvad hver telefon sidst har meldt.',
    holding: 'Ingen mangler noget | 1 telefon mangler noget | {n} telefoner mangler noget',
    unknown:
      'Alle har meldt sig | 1 telefon ved vi ikke noget sikkert om | {n} telefoner ved vi ikke noget sikkert om',
    empty:
      'Ingen har meldt sig efter vandringen. | 1 telefon har efter vandringen meldt, at intet venter på den. | {n} telefoner har efter vandringen meldt, at intet venter på dem.',
    nameless: 'En telefon uden navn',
    toldNothing: 'Den har aldrig meldt, hvad der er på den.',
    toldLess: 'Den meldte sig {time}, men dens udgave af Lygte kan ikke sige det hele.',
    toldEmpty: 'Intet ventede på den {time}. Siden ved vi ikke.',
    told: 'Meldt {time}',
    part: {
      waiting:
        'Intet venter. | 1 venter på telefonen. Bed om, at Lygte bliver åbnet, hvor der er net. | {n} venter på telefonen. Bed om, at Lygte bliver åbnet, hvor der er net.',
      refused:
        'Intet skal rettes. | 1 kunne ikke bruges og skal rettes på telefonen. | {n} kunne ikke bruges og skal rettes på telefonen.',
      drafts:
        'Intet er begyndt. | 1 er begyndt på telefonen, men ikke gemt. | {n} er begyndt på telefonen, men ikke gemt.',
      lost: 'Intet er gået tabt. | 1 nåede aldrig frem og er ikke på telefonen mere. Spørg, hvad det var. | {n} nåede aldrig frem og er ikke på telefonen mere. Spørg, hvad det var.',
      unexplained: 'Intet mangler. | 1 er ikke nået frem endnu. | {n} er ikke nået frem endnu.',
      heldPhotos:
        'Ingen billeder på telefonen. | 1 billede er kun på telefonen. | {n} billeder er kun på telefonen.',
      waitingPhotos:
        'Ingen billeder venter. | 1 billede er ikke kommet endnu. Bed om, at Lygte bliver åbnet, hvor der er net. | {n} billeder er ikke kommet endnu. Bed om, at Lygte bliver åbnet, hvor der er net.',
      missingPhotos: 'Ingen billeder mangler. | 1 billede mangler. | {n} billeder mangler.',
    },
    access: {
      ended: 'Den skal deltage igen med koden, før den kan sende.',
      'locked-out': 'Den er lukket ude og kan ikke sende.',
    },
    seen: 'Sidst set {time}',
    ask: 'Se efter igen',
    asking: 'Ser efter …',
    failed: 'Det kan kun ses med net. Prøv igen om lidt.',
  },
}
