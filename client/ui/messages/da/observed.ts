/** What the recorder observes at a stop, each step in words: domain.md §8.4. Keys in `en/observed.ts` are the same. */
export const observedDa = {
  observed: {
    title: 'Hvad ser du her?',
    open: 'Beskriv stedet',
    notYours: 'Stoppene beskrives af vandringslederen og referenten. Du kan vurdere dem.',
    hint: 'Vælg det, der passer bedst. Det handler om stedet og vises med din funktion.',
    done: '{n} af 8 beskrevet',
    factor: {
      light: 'Lys',
      openness: 'Udsyn',
      eyes: 'Øjne på gaden',
      footway: 'Plads til at gå',
      people: 'Mennesker',
      transport: 'Vejen hjem',
      tidiness: 'Renhold',
      help: 'Mulighed for hjælp',
    },
    step: {
      light: {
        0: 'intet lys',
        1: 'man kan se vejen',
        2: 'man kan se personer',
        3: 'man kan se ansigter',
      },
      openness: {
        0: 'intet udsyn',
        1: 'kun et stykke frem',
        2: 'frit til de fleste sider',
        3: 'frit til alle sider',
      },
      eyes: {
        0: 'ingen vinduer mod stedet',
        1: 'få vinduer',
        2: 'flere vinduer',
        3: 'mange vinduer og døre',
      },
      footway: {
        0: 'intet sted at gå',
        1: 'smalt eller i stykker',
        2: 'til at gå på',
        3: 'bredt og jævnt',
      },
      people: { 0: 'ingen', 1: 'en eller to', 2: 'nogle', 3: 'mange' },
      transport: {
        0: 'ingen bus eller taxa i nærheden',
        1: 'over ti minutter til fods',
        2: 'inden for ti minutter',
        3: 'lige her',
      },
      tidiness: {
        0: 'meget affald eller hærværk',
        1: 'en del',
        2: 'lidt',
        3: 'rent og helt',
      },
      help: {
        0: 'ingen at gå til',
        1: 'huse i nærheden',
        2: 'åben butik eller lignende',
        3: 'nogen med opgaven: vagt, natteravne',
      },
    },
  },
}
