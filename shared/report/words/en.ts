import { observationWords } from '../../observation/words/en.ts'
import type { ReportWords } from './da.ts'
import { counted } from './counted.ts'
import { followUpWords } from './follow-up-en.ts'
import { reportTables } from './tables-en.ts'

/** Keys as in `da.ts`. */
export const reportEn: ReportWords = {
  ...observationWords,
  ...reportTables,
  kind: 'Walk report',
  parts: {
    front: 'The walk',
    people: 'Who took part',
    purpose: 'Purpose and how it was done',
    summary: 'In short',
    findings: 'Findings by stop',
    'good-places': 'Good places',
    solved: 'Already solved',
    elsewhere: 'Handled elsewhere',
    refused: 'Declined or postponed',
    actions: 'Who does what',
    'follow-up': 'What happens next',
    efforts: 'Efforts that the findings belong to',
    method: 'How it was made',
    about: 'About this report',
  },
  version: (version, day) => `Version ${version}, list approved ${day}`,
  time: {
    at: 'Time',
    meeting: 'Meeting place',
    light: 'Light',
    weather: 'Weather',
    theme: 'Theme',
  },
  host: (name) => `Invited by ${name}`,
  lights: { day: 'daylight', twilight: 'twilight', dark: 'dark' },
  weathers: { dry: 'dry', rain: 'rain', snow: 'snow', fog: 'fog', windy: 'windy' },
  map: {
    caption: (stops) =>
      `The route with ${counted(stops, 'stop', 'stops')}. The large numbers are those of the stops. Small marks are findings, and green ones are good places.`,
    alt: (names) => `Map of the route and the stops in order: ${names}.`,
    altWithout: 'Map of the findings. The walk had no stops.',
  },
  people: {
    phones: (count) =>
      count === 0
        ? 'No phones took part in the walk in Lygte.'
        : `${counted(count, 'phone', 'phones')} took part in the walk in Lygte. Several people may have shared one.`,
    functions: 'The plan expected these functions:',
    invited: 'These parties were invited:',
    none: 'The plan does not say who was invited.',
    noNames: 'The report names no private persons.',
  },
  functions: {
    leader: 'Walk leader',
    recorder: 'Recorder',
    host: 'Hosts at the place',
    residents: 'Residents',
    'young-people': 'Young people',
    parents: 'Parents',
    caretaker: 'Caretaker',
    school: 'The school',
    shopkeepers: 'Shops and hosts of the nightlife',
    'accessibility-council': 'The accessibility council',
    'social-council': 'The council for socially exposed people',
  },
  purpose: {
    none: 'The purpose of the walk was not written down.',
    how: 'The participants put pins on the map with their own phones, also without a connection. Afterwards the leader of the walk went through the pins with the others: the same finding appears only once, and the list was approved.',
  },
  summary: {
    findings: (count, stops) =>
      `The report has ${counted(count, 'finding', 'findings')}${stops > 0 ? ` from a route with ${counted(stops, 'stop', 'stops')}` : ''}.`,
    good: (count) =>
      count === 0
        ? 'None of them is a good place.'
        : `${counted(count, 'of them is a good place', 'of them are good places')}.`,
    solved: (count) =>
      count === 0
        ? 'None is solved yet.'
        : `${counted(count, 'is already solved', 'are already solved')}.`,
    acute: (count) =>
      count === 0
        ? 'Nothing was acute.'
        : `${counted(count, 'was an acute danger', 'were acute dangers')}.`,
    declined: (count) =>
      count === 0 ? '' : `${counted(count, 'is declined', 'are declined')} with a reason.`,
    waiting: (count) =>
      count === 0 ? '' : `${counted(count, 'still has', 'still have')} no party that can act.`,
    top: 'What matters most, chosen by the group',
    noTop: 'The group has not chosen what matters most.',
    since: (version) => `Changed since version ${version}`,
    unchanged: 'No finding has a new status, and none is new.',
  },
  changes: {
    status: (name, from, to) => `${name}: from “${from}” to “${to}”.`,
    added: (name) => `${name} is new in the report.`,
    gone: (count) =>
      `${counted(count, 'finding is no longer', 'findings are no longer')} in the report.`,
  },
  restricted: {
    none: 'No findings are handled outside the report.',
    few: 'Fewer than 5 findings are handled elsewhere. They are about behaviour or about people, so nothing more is said of them here.',
    many: (count) =>
      `${count} findings are handled elsewhere. They are about behaviour or about people, so nothing more is said of them here.`,
  },
  stop: (number, name) => `Stop ${number}: ${name}`,
  noStop: 'Away from the stops',
  named: (number, place) => (number === null ? place : `No. ${number}, ${place}`),
  photo: (category, place) => `Photo: ${category}, ${place}`,
  ratings: {
    title: 'How the stops felt',
    scale: 'From 1, very unsafe, to 5, very safe. The number is how many answered.',
    values: ['1 very unsafe', '2 unsafe', '3 neither', '4 safe', '5 very safe'],
    words: (name, counts) =>
      `${name}, answers from very unsafe to very safe: ${counts.join(', ')}.`,
    few: (name) => `${name}: too few answers (under 5) to be shown.`,
    none: (name) => `${name}: nobody has answered here.`,
    open: (name) => `${name}: more answers may come, so they are not shown yet.`,
    noStops: 'The walk had no stops, so nobody was asked.',
  },
  area: {
    before: 'The area in the dark, before the walk',
    after: 'The area in the dark, after the walk',
    scale: 'From 1, completely safe, to 7, completely unsafe. The number is how many answered.',
    words: (name, counts) =>
      `${name}, answers from completely safe to completely unsafe: ${counts.join(', ')}.`,
  },
  noFindings: 'The report has no findings besides the good places.',
  good: {
    none: 'Nobody pointed at a good place on this walk.',
    intro: 'Something works here, and other places can learn from it.',
  },
  solved: { none: 'Nothing is solved yet.' },
  elsewhere: {
    forwarded: (name, to, reference) =>
      `${name} was passed on to ${to}${reference === '' ? '' : `, reference ${reference}`}.`,
    unknown: 'another authority',
  },
  awaits: { budget: 'waiting for money' },
  forwardedTo: (name, reference) =>
    `Passed on to ${name}${reference === '' ? '' : `, reference ${reference}`}`,
  moved: ({ from, to, by, reason }) =>
    `Promised ${from}, ${to === '' ? 'but the date was taken away' : `moved to ${to}`}${by === '' ? '' : ` by ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  refused: { none: 'Nothing is declined or postponed.', later: (when) => `Postponed to ${when}` },
  actions: { none: 'No finding is waiting for a party.', unassigned: 'No party yet' },
  checked: followUpWords,
  followUp: {
    dates: 'We write again after 1, 3 and 6 months:',
    walk: 'A follow-up walk looks at the same stops, and then there is a new version of the report.',
  },
  efforts: {
    none: 'The findings belong to no effort.',
    count: (count) => counted(count, 'finding', 'findings'),
    few: 'fewer than 5 findings',
  },
  effortNames: {
    vandring: 'Safety walks',
    natteliv: 'A safe nightlife',
    havn: 'Safety at the harbour front',
    bydel: 'Safe neighbourhood',
    trafik: 'Road safety',
    demens: 'Dementia efforts',
    formidling: 'Communication',
    digital: 'Safe Digital City',
    udsatte: 'Socially exposed people in public space',
    antirad: 'Preventing radicalisation',
    hverdag: 'A meaningful everyday life',
    unge: 'Well-being of children and young people',
    ssp: 'Early prevention (SSP)',
    psykiatri: 'People with mental illness',
    bolig: 'Cooperation with housing organisations',
  },
  method: {
    ratings:
      'The ratings come from those who walked along and live or go here, each alone on their own phone. They are no survey of the whole town. Fewer than 5 answers are not shown, and there are no averages.',
    findings:
      'The findings are what the participants saw and wrote. The text is theirs; the leader may have corrected it. Responsible party, due date and status come from the municipality and the parties.',
    exposure:
      'The number of findings says where people walked, not whether one place is worse than another.',
  },
  about: {
    contact: (who, how) => `${who} is responsible for the report. Contact: ${how}.`,
    privacy:
      'The report has no names of participants. Photos are included only when they were chosen for the report, and findings about behaviour and people are only counted.',
    access:
      'The report can be read with a keyboard and a screen reader, magnified and printed. The data are available as CSV and GeoJSON too. If there is something you cannot read, write to the contact above.',
    made: (when) => `Made ${when}. A version is never changed; what is new comes in the next one.`,
  },
  leftOut: (reason) => `This part is left out: ${reason}`,
}
