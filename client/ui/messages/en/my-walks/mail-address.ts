/** The e-mail address on the page “Me”. */
export const mailAddressEn = {
  mail: {
    title: 'E-mail about what you pinned',
    text: 'Give an e-mail address if we may write when there is a question for you, when the report is ready, and 1, 3 and 6 months after it. It is kept apart from your name, and only the coordinator can see it.',
    label: 'E-mail',
    save: 'Save the address',
    remove: 'Delete the address',
    given: 'We may write to {email}.',
    notSending: 'There is no mail service here yet, so nothing is sent by itself.',
    unsubscribed:
      'This address was unsubscribed by the link in an e-mail, so we do not write to it. Give another one if we may write all the same.',
    invalid: 'This is no e-mail address. Check whether it is spelt right.',
    loading: 'Fetching …',
    offline: 'This needs a network. Try again when there is one.',
    retry: 'Try again',
    saved: 'The address is saved.',
    removed: 'The address is deleted.',
  },
}
