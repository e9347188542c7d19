/** What a leader says to everybody on the walk. Keys in `da/under-way/said.ts` are the same. */
export const saidEn = {
  said: {
    from: 'From the leader {time}',
    announced: 'From the leader: {line}',
    close: 'Close',
    closeNamed: 'Close the line from the leader',
    list: 'Said by the leader',
    field: 'Say one line to everybody',
    hint: 'For example “We meet at the bench”. It is at the top of every phone once it has a network.',
    last: 'Said last: {line}',
    say: 'Say it to everybody',
  },
}
