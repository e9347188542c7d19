/** Whether everybody is home after a walk, for its leader. Keys in `da/all-home.ts` are the same. */
export const allHomeEn = {
  allHome: {
    ended: 'The walk ended {time}',
    notEnded: 'The walk has not been ended yet',
    notice:
      'This is only what each phone itself said when it last had a network. It does not say whether people got home well. Tick them when you know.',
    read: 'Read {time}',
    old: 'We cannot reach the other phones now. This is from {time}.',
    never: 'It needs a network the first time. Try again when there is one.',
    none: 'No phones have joined yet.',
    missing: 'May lack something',
    done: 'Seem to be done',
    own: 'Your phone',
    nameless: 'Without a name · no. {n}',
    seen: 'last seen {time}',
    waits: 'lacks something | 1 waits | {n} wait',
    unknown: 'we do not know',
    empty: 'says 0 wait',
    isHome: 'Is home',
    isHomeNamed: '{name} is home',
    count: '{n} of {of} ticked as home',
    onlyHere: 'The ticks stay on your phone.',
    ask: 'Look again',
    asking: 'Looking …',
    leaderOnly: 'Only the leader of the walk can see this.',
  },
}
