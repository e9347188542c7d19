/** What a leader says to everybody on the walk. Keys in `en/under-way/said.ts` are the same. */
export const saidDa = {
  said: {
    from: 'Fra lederen {time}',
    announced: 'Fra lederen: {line}',
    close: 'Luk',
    closeNamed: 'Luk linjen fra lederen',
    list: 'Sagt af lederen',
    field: 'Sig én linje til alle',
    hint: 'For eksempel »Vi mødes ved bænken«. Den står øverst på alle telefoner, når de har net.',
    last: 'Sagt sidst: {line}',
    say: 'Sig det til alle',
  },
}
