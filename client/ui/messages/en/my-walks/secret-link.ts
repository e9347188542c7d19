/** The same in English. */
export const secretLinkEn = {
  secretLink: {
    copy: 'Copy',
    copyNamed: 'Copy: {name}',
    share: 'Share',
    shareNamed: 'Share: {name}',
    copied: 'Copied.',
    copyFailed: 'It could not be copied. Select the link and copy it yourself.',
  },
}
