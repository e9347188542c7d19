import { reportEn } from '../../report/words/en.ts'
import type { PublicWords } from './da.ts'

const { category, status, reason, lights, weathers } = reportEn

/** Keys as in `da.ts`. */
export const publicEn: PublicWords = {
  ...{ category, status, reason, lights, weathers },
  kind: 'Safety walk',
  skip: 'Go to the content',
  otherLanguage: 'På dansk',
  draft: 'Draft. The page is not public, and only you and your colleagues can see it.',
  host: (name) => `Invited by ${name}`,
  intro: (municipality) =>
    `Here you can read what we saw on the walk, and what has come of it. ${municipality} is responsible for the page.`,
  purpose: 'Purpose',
  theme: 'Theme',
  invited: 'Invited parties',
  counts: {
    title: 'In short',
    found: (count) =>
      count === 1 ? '1 finding is shown here' : `${count} findings are shown here`,
    solved: (count) => (count === 1 ? '1 is solved' : `${count} are solved`),
    refused: (count) =>
      count === 1 ? '1 got a no with a reason' : `${count} got a no with a reason`,
    good: (count) => (count === 1 ? '1 good place' : `${count} good places`),
    notAll:
      'Not everything that was seen stands here. Texts, places and photos were reviewed before they are shown, and what is about people’s behaviour is handled elsewhere.',
  },
  map: {
    title: 'Map',
    caption: (stops, pins) =>
      `${stops === 1 ? '1 stop' : `${stops} stops`} with large numbers. ${
        pins === 0
          ? 'No findings are shown on the map.'
          : `${pins === 1 ? '1 finding' : `${pins} findings`} with small numbers, which are those below.`
      }`,
    alt: (names) => `Map of the stops of the walk in order: ${names}.`,
    altWithout: 'Map of the area of the walk.',
  },
  found: 'What we saw',
  foundNone: 'No findings have been made public yet.',
  stop: (number, name) => `Stop ${number}: ${name}`,
  noStop: 'Without a stop',
  number: (number) => (number === null ? '' : `No. ${number}`),
  photo: (topic, number) => `Photo: ${[topic, number].filter(Boolean).join(', ')}`,
  answer: (parties) => (parties === '' ? 'Answer' : `Answer of ${parties}`),
  responsible: (parties) => `Responsible: ${parties}`,
  forwardedTo: (recipient) => `Passed on to ${recipient}`,
  refusedTitle: 'Where the answer was no, and why',
  refusedNone: 'None of the findings shown has got a no.',
  refusedReason: (name, reason) => `${name}: ${reason}`,
  later: (when) => `Postponed to ${when}`,
  noReason: 'The reason has not been made public.',
  goodTitle: 'Good places',
  goodIntro: 'Places that work, and that others can learn from.',
  next: {
    title: 'What happens next',
    text: 'The people who walked hear again on these days:',
    noDays:
      'The report is not made yet. The people who walked hear again 1, 3 and 6 months after it.',
    feed: 'Follow the page in a news reader (Atom)',
    feedAll: 'All published walks of the municipality (Atom)',
  },
  about: {
    title: 'About this page',
    method:
      'The people who walked put marks on the map with their own phones. Afterwards the marks were gone through, and the same finding stands only once. The number of findings says where people walked, and not whether one place is worse than another.',
    wording:
      'Texts may have been rewritten, so that they are about the place and not about persons.',
    privacy:
      'The page names none of the people who walked. Photos are cleaned of facts about phone and place before they are shown. If you recognise yourself or something that should not stand here, write to us, and we take it away.',
    access:
      'The page can be read by keyboard and screen reader, enlarged and printed. If there is something you cannot read, write to the contact.',
    contact: (who, how) => `Contact: ${who}, ${how}`,
    changed: (when) => `Last changed ${when}.`,
  },
  gone: {
    title: 'The page was withdrawn',
    text: 'The municipality has withdrawn the page about this walk. It is no longer public.',
  },
  missing: {
    title: 'There is no such page',
    text: 'Perhaps the link is damaged, or the walk has not been made public.',
  },
  feed: {
    walk: (title) => `Safety walk: ${title}`,
    all: (municipality) => `Safety walks in ${municipality}`,
  },
}
