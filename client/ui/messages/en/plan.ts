/** As `da/plan.ts`. */
export const planEn = {
  plan: {
    notYours: 'Only whoever leads the walk plans it. The code for leading is another one.',
    over: 'The walk is over, so its plan cannot be changed.',
    ready: '{n} of {of} are ready',
    isReady: 'ready',
    isMissing: 'something is missing',
    steps: {
      what: 'What and why',
      route: 'Place and stops',
      date: 'Date',
      people: 'People',
      open: 'Opening',
    },
    next: {
      what: 'Choose the kind of place',
      route: 'Find the stops',
      date: 'Choose a date',
      people: 'Find who is missing',
      open: 'Open the walk',
    },
    missing: {
      what: 'Choose the kind of place, and write why you walk.',
      route:
        '0 stops. 5 to 10 are right, and write where you meet. | 1 stop. 5 to 10 are right, and write where you meet. | {n} stops. 5 to 10 are right, and write where you meet.',
      date: 'There is no date yet.',
      open: 'Only you and the desk know of it. Open it when the plan is ready.',
    },
    stops: '1 stop | 1 stop | {n} stops',
    opened: 'The walk is open to walkers.',
    openText: 'Once it is open, people can join with the code and set marks before the evening.',
    save: 'Save',
    atMine: 'Add a stop where I stand',
    noPosition: 'Your position has not been found yet.',
    day: 'Date',
    start: 'Begins',
    end: 'Ends',
    edited: 'The plan was changed',
    sendAgain: 'Send again',
    decideFirst: 'First choose what is to hold.',
  },
}
