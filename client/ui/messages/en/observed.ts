/** What the recorder observes at a stop, each step in words: domain.md §8.4. Keys in `da/observed.ts` are the same. */
export const observedEn = {
  observed: {
    title: 'What do you see here?',
    open: 'Describe the place',
    notYours: 'Stops are described by the leader and the recorder. You can rate them.',
    hint: 'Choose what fits best. It is about the place and is shown with your function.',
    done: '{n} of 8 described',
    factor: {
      light: 'Light',
      openness: 'View',
      eyes: 'Eyes on the street',
      footway: 'Room to walk',
      people: 'People',
      transport: 'The way home',
      tidiness: 'Tidiness',
      help: 'Help within reach',
    },
    step: {
      light: {
        0: 'no light',
        1: 'you can see the way',
        2: 'you can see people',
        3: 'you can see faces',
      },
      openness: {
        0: 'no view',
        1: 'a little way ahead',
        2: 'open to most sides',
        3: 'open to every side',
      },
      eyes: {
        0: 'no windows towards the place',
        1: 'few windows',
        2: 'several windows',
        3: 'many windows and doors',
      },
      footway: {
        0: 'no place to walk',
        1: 'narrow or broken',
        2: 'good enough to walk on',
        3: 'wide and even',
      },
      people: { 0: 'nobody', 1: 'one or two', 2: 'some', 3: 'many' },
      transport: {
        0: 'no bus or taxi near',
        1: 'more than ten minutes on foot',
        2: 'within ten minutes',
        3: 'right here',
      },
      tidiness: {
        0: 'much litter or damage',
        1: 'quite some',
        2: 'a little',
        3: 'clean and whole',
      },
      help: {
        0: 'nobody to go to',
        1: 'houses near',
        2: 'an open shop or the like',
        3: 'somebody on duty: guard, night walkers',
      },
    },
  },
}
