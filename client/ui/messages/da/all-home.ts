/** Whether everybody is home after a walk, for its leader. Keys in `en/all-home.ts` are the same. */
export const allHomeDa = {
  allHome: {
    ended: 'Vandringen sluttede {time}',
    notEnded: 'Vandringen er ikke afsluttet endnu',
    notice:
      'Her står kun, hvad hver telefon selv sagde, da den sidst havde net. Det siger ikke, om folk er kommet godt hjem. Sæt kryds, når du ved det.',
    read: 'Læst {time}',
    old: 'Vi kan ikke nå de andre telefoner nu. Det her er fra {time}.',
    never: 'Det kræver net første gang. Prøv igen, når der er net.',
    none: 'Der er ingen telefoner med endnu.',
    missing: 'Mangler måske noget',
    done: 'Ser ud til at være færdige',
    own: 'Din telefon',
    nameless: 'Uden navn · nr. {n}',
    seen: 'sidst set {time}',
    waits: 'mangler noget | 1 venter | {n} venter',
    unknown: 'ved vi ikke',
    empty: 'siger 0 venter',
    isHome: 'Er hjemme',
    isHomeNamed: '{name} er hjemme',
    count: '{n} af {of} er krydset af som hjemme',
    onlyHere: 'Krydserne bliver på din telefon.',
    ask: 'Se efter igen',
    asking: 'Ser efter …',
    leaderOnly: 'Det kan kun vandringens leder se.',
  },
}
