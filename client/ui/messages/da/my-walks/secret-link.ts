/** A link that opens something without an account: copying and sharing it. */
export const secretLinkDa = {
  secretLink: {
    copy: 'Kopiér',
    copyNamed: 'Kopiér: {name}',
    share: 'Del',
    shareNamed: 'Del: {name}',
    copied: 'Kopieret.',
    copyFailed: 'Det kunne ikke kopieres. Markér linket, og kopiér det selv.',
  },
}
