/** Planning a walk on its leader's phone, beside the words of the desk's form. Keys in `en/desk/phone-plan.ts` are the same. */
export const planDa = {
  plan: {
    notYours: 'Her planlægger den, der leder vandringen. Koden til at lede er en anden.',
    over: 'Vandringen er slut, så planen kan ikke ændres.',
    ready: '{n} af {of} er klar',
    isReady: 'klar',
    isMissing: 'mangler noget',
    steps: {
      what: 'Hvad og hvorfor',
      route: 'Sted og stop',
      date: 'Dato',
      people: 'Folk',
      open: 'Åbning',
    },
    next: {
      what: 'Skriv hvad og hvorfor',
      route: 'Find stoppene',
      date: 'Vælg dato',
      people: 'Find dem, der mangler',
      open: 'Åbn vandringen',
    },
    missing: {
      what: 'Vælg slags sted, og skriv hvorfor I går.',
      route:
        '0 stop. 5 til 10 er passende, og skriv hvor I mødes. | 1 stop. 5 til 10 er passende, og skriv hvor I mødes. | {n} stop. 5 til 10 er passende, og skriv hvor I mødes.',
      date: 'Der er ingen dato endnu.',
      open: 'Åbn den, når du er færdig med planen.',
    },
    stops: '1 stop | 1 stop | {n} stop',
    opened: 'Vandringen er åben for deltagere.',
    openText: 'Åbn vandringen, når du er færdig med planen. Planen kan stadig rettes bagefter.',
    save: 'Gem',
    atMine: 'Sæt et stop, hvor jeg står',
    noPosition: 'Din position er ikke fundet endnu.',
    day: 'Dato',
    start: 'Begynder',
    end: 'Slutter',
    edited: 'Planen er rettet',
    sendAgain: 'Send igen',
    decideFirst: 'Vælg først, hvad der skal gælde.',
  },
}
