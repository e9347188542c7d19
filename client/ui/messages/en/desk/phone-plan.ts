/** As `da/desk/phone-plan.ts`. */
export const planEn = {
  plan: {
    notYours: 'Whoever leads the walk plans it here. The code for leading is another one.',
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
      what: 'Write what and why',
      route: 'Find the stops',
      date: 'Choose a date',
      people: 'Find who is missing',
      open: 'Open the walk',
    },
    missing: {
      kind: 'Choose the kind of place.',
      why: 'Write why you walk.',
      stops:
        'No stops yet. 5 to 10 are right. | 1 stop. 5 to 10 are right. | {n} stops. 5 to 10 are right.',
      meeting: 'Write where you meet.',
      date: 'There is no date yet.',
      open: 'Open it when you are done with the plan.',
    },
    stops: '1 stop | 1 stop | {n} stops',
    opened: 'The walk is open to walkers.',
    openText:
      'Open the walk when you are done with the plan. The plan can still be changed afterwards.',
    save: 'Save',
    earlierFailed:
      'What is known from before could not be fetched. It needs a network. The plan is as it was.',
    answers: '0 answers | 1 answer | {n} answers',
    fewAnswers: 'Fewer than 5 answers, not shown',
    noAnswers: 'No answers',
    noStopsThen: 'The last walk had no stops.',
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
