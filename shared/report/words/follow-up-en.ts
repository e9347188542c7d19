import type { followUpWords as danish } from './follow-up-da.ts'
import { counted } from './counted.ts'

export const followUpWords: typeof danish = {
  title: (date) => (date === '' ? 'Checked on site' : `Checked on site at the follow-up ${date}`),
  counts: {
    confirmed: (count) => `Confirmed: ${counted(count, 'finding', 'findings')}`,
    'not-solved': (count) => `Not solved: ${counted(count, 'finding', 'findings')}`,
    'cannot-see': (count) => `Cannot be seen: ${counted(count, 'finding', 'findings')}`,
  },
  seen: {
    confirmed: (date) => `confirmed on site ${date}`,
    'not-solved': (date) => `looked at on site ${date}: not solved`,
    'cannot-see': (date) => `looked at on site ${date}: cannot be seen`,
  },
  compare: 'Each stop before and after',
  hint: 'Answers are compared only in the same kind of light and with at least 5 answers both times. They are from those who took part.',
  before: (stop, light) => `${stop}, before (${light})`,
  after: (stop, light) => `${stop}, after (${light})`,
  otherLight: (stop, before, after) =>
    `${stop}: Cannot be compared. The first time in ${before}, now in ${after}.`,
  lights: { day: 'daylight', twilight: 'twilight', dark: 'the dark', mixed: 'different light' },
  few: (stop) => `${stop}: Too few answers (under 5) to show.`,
  none: (stop) => `${stop}: No answers on one of the two walks.`,
  open: (stop) => `${stop}: Answers may still arrive, so they are not shown yet.`,
  gone: (stop) => `${stop}: Only one of the two walks has this stop.`,
}
