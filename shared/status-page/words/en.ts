import { observationWords } from '../../observation/words/en.ts'
import type { StatusWords } from './da.ts'

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** The same in English. */
export const statusEn: StatusWords = {
  ...observationWords,
  title: 'What came of your walk',
  numbered: (what, number) => `${what}, no. ${number}`,
  summary: {
    found: (count) => `${counted(count, 'finding', 'findings')}:`,
    done: (count) => `${count} done`,
    promised: (count) => `${count} with a date`,
    no: (count) => `${count} refused`,
    waiting: (count) => `${count} waiting for an answer`,
    good: (count) => `${counted(count, 'good place', 'good places')} that others can learn from.`,
    none: 'There are no findings yet.',
  },
  own: 'Your findings',
  noOwn: 'None of the findings are yours.',
  noOthers: 'Nobody else has found anything that everybody may see.',
  stop: (number, name) => `${number}. ${name}`,
  noStop: 'Away from the stops',
  count: (all, own) =>
    own === 0
      ? counted(all, 'finding', 'findings')
      : `${counted(all, 'finding', 'findings')}, ${own} of them yours`,
  state: {
    good: 'A good place',
    received: 'Received, nobody has answered yet',
    reviewed: 'Looked through, waiting for somebody who can act',
    'needs-info': 'Something is not clear yet',
    assigned: (parties) => `Waiting for an answer from ${parties}`,
    accepted: (parties) => `${parties} will do something about it`,
    bySomebody: {
      assigned: 'Waiting for an answer',
      accepted: 'Somebody will do something about it',
    },
    awaits: {
      budget: (parties) =>
        parties === '' ? 'Waiting for money' : `Waiting for money from ${parties}`,
    },
    planned: 'Planned',
    plannedFor: (when) => `Planned for ${when}`,
    'in-progress': 'In progress',
    done: 'Done',
    verified: 'Confirmed on site',
    declined: 'No, this will not be done',
    forwarded: 'Passed on',
    forwardedTo: (recipient) => `Passed on to ${recipient}`,
    duplicate: 'The same thing as another finding',
    duplicateOf: (what) => `The same thing as ${what}`,
    reopened: 'Open again, because it is not solved',
    unknown: 'Other status',
    on: (state, day) => `${state} ${day}`,
  },
  party: 'With',
  question: 'Question',
  answerInApp: 'Answer in Lygte on your phone.',
  answer: (by, day) => (by === '' ? `Answer of ${day}` : `Answer from ${by}, ${day}`),
  why: 'Reason',
  instead: 'Instead:',
  noText: 'Nothing more is written. Ask whoever said no.',
  reference: 'Case',
  due: {
    answer: (day) => `Answer by ${day}.`,
    work: (day) => `Due ${day}.`,
    over: (day) => `It was due ${day}. That day has passed.`,
    none: 'No date yet.',
    plan: (when) => `Planned for ${when}.`,
    moved: (from, to, by) => `Promised ${from}, moved to ${to}${by === '' ? '' : ` by ${by}`}.`,
    away: (from, by) =>
      `Promised ${from}, but the date was taken away${by === '' ? '' : ` by ${by}`}.`,
  },
  comment: (by, day) => (by === '' ? `Written ${day}` : `${by} wrote ${day}`),
  check: {
    confirmed: 'it is solved',
    'not-solved': 'it is not solved',
    'cannot-see': 'it could not be seen',
    on: (day) => `Checked on site ${day}`,
  },
  notForAll:
    'Only whoever wrote it, the leader of the walk and those who answer can see this finding.',
  olderMoves: 'Earlier dates are in Lygte on your phone.',
  olderChecks: 'Earlier checks are in Lygte on your phone.',
  cut: 'The text is longer. The rest is in Lygte on your phone.',
  withheld: {
    few: 'Fewer than 5 findings are handled elsewhere. They are about behaviour or people, so nothing more is said of them here.',
    many: (count) =>
      `${count} findings are handled elsewhere. They are about behaviour or people, so nothing more is said of them here.`,
  },
  page: {
    skip: 'Skip to the content',
    updated: (day) => `Fetched ${day}`,
    otherLanguage: 'Dansk',
    jumps: 'On this page',
    mine: (count) => `Your findings ${count}`,
    all: (count) => `The whole walk ${count}`,
    report: (version) => `The report, version ${version}`,
    noReport: 'There is no report yet.',
    continued: (name) => `${name} (continued)`,
    sides: 'Pages',
    side: (number, of) => `Page ${number} of ${of}`,
    longer: (of) =>
      `There is more than one page can carry. The rest is on the other pages: ${of} in all.`,
    next: (name) => `Next page: ${name}`,
    previous: 'Previous page',
    notSolved:
      'Is something not solved although it says done here? Say so in Lygte on the phone you walked with.',
    open: 'Open Lygte',
    secret:
      'The link is yours. Whoever has it sees what you see. A new link in Lygte closes this one.',
    contact: (who, contact) => `${who} is responsible. Ask at ${contact}.`,
  },
  away: {
    title: 'The page cannot be shown right now',
    what: 'The link is not wrong. Wait a moment and try again.',
  },
  lost: {
    title: 'The link does not work',
    why: 'It may be mistyped, or a new link was made. It also closes when somebody leaves the walk or deletes their data, or when the municipality no longer keeps them.',
    what: 'Open Lygte on the phone you walked with. Press Me, My walks and What happened? There is a link that works. If you no longer have the phone, ask your municipality.',
  },
}
