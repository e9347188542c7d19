import type { happenedDa } from '../../da/my-walks/happened.ts'

/** The same in English. */
export const happenedEn: typeof happenedDa = {
  happened: {
    title: 'What happened?',
    gone: 'The walk is not on this phone.',
    filter: 'Show',
    all: 'All {n}',
    news: '{n} new',
    mine: 'Mine {n}',
    badge: 'New',
    unsent: 'One finding is not sent yet. | {n} findings are not sent yet.',
    noNews: 'There is nothing new.',
    openPin: 'Open {what}',
    link: {
      heading: 'Link to the page',
      text: 'The link shows the same in any browser, also without Lygte. Whoever has the link can read what you can read as somebody who walked.',
      name: 'Your link',
      get: 'Get the link',
      busy: 'Getting the link …',
      open: 'Open the page',
      renew: 'Make a new link',
      renewTitle: 'Make a new link?',
      renewText: 'The old links to the page stop working at once, those in mails too.',
      renewed: 'The link is new. The old ones no longer work.',
      offline: 'The link can only be fetched when there is a network.',
      refused: 'The link could not be fetched. Are you still part of the walk?',
    },
  },
}
