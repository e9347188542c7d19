import type { NumberRun } from './number-runs.ts'

const joined = ({ groups }: NumberRun): string => groups.join('')
const shapeOf = ({ groups }: NumberRun): string => groups.map(({ length }) => length).join('-')
const isInside = (value: string, low: number, high: number) =>
  Number(value) >= low && Number(value) <= high

/** Substitute numbers, for people without a Danish one, have 60 added to the day. */
const isDayAndMonth = (day: string, month: string): boolean =>
  (isInside(day, 1, 31) || isInside(day, 61, 91)) && isInside(month, 1, 12)
const isDate = (day: string, month: string, year: string): boolean =>
  isInside(day, 1, 31) && isInside(month, 1, 12) && isInside(year, 1900, 2099)

/** Six digits that are a date and four more, wherever they stand in a row of numbers. */
const cprGroups = /(?:^|-)(?:(\d\d)(\d\d)\d\d-?\d{4}|(\d\d)-(\d\d)-\d\d-?\d{4})(?=-|$)/g

export function isCpr(run: NumberRun): boolean {
  if (run.isInternational) return false
  const found = [...run.groups.join('-').matchAll(cprGroups)]
  return (
    found.some((match) => isDayAndMonth(match[1] ?? match[3] ?? '', match[2] ?? match[4] ?? '')) ||
    isCprWithCentury(run) ||
    isCprInPairs(run) ||
    isCprInDigits(run)
  )
}

/** `01011990-1234`; with a space instead of the dash it is a day and a time. */
function isCprWithCentury({ groups, between }: NumberRun): boolean {
  const last = groups.at(-1) ?? ''
  const day = groups.slice(0, -1).join('')
  const isWhole = groups.length > 1 && day.length === 8 && last.length === 4
  return isWhole && between.at(-1) === '-' && isDate(day.slice(0, 2), day.slice(2, 4), day.slice(4))
}

/** `01 01 90 12 34`; with different marks between them they are a day and a time. */
function isCprInPairs(run: NumberRun): boolean {
  const [day = '', month = ''] = run.groups
  return shapeOf(run) === '2-2-2-2-2' && isEven(run) && isDayAndMonth(day, month)
}

/** `0 1 0 1 9 0 - 1 2 3 4` */
function isCprInDigits(run: NumberRun): boolean {
  const all = joined(run)
  const isSpelt = all.length === 10 && run.groups.length === 10
  return isSpelt && isDayAndMonth(all.slice(0, 2), all.slice(2, 4))
}

/** The same mark everywhere: `22.30-23.45` is from one time to another. */
const isEven = ({ between }: NumberRun): boolean => new Set(between).size <= 1

/** Words right before a number that is none of a person. */
const ofThings =
  /(?:mast|lampe|lygte|pæl|armatur|stander|skab|sag|journal|matr|matrikel|ref|reference|ordre|stregkode|registrering|observation|cvr|ean|lamp|post|case|order|kl|bus|linje|rute|konto|faktura|budget|beløb)(?:e?n|erne|er)?\.? ?(?:s?(?:nr|nummer|numre|no|number|id)\.?)?[ :#]*$/u
const ofHouses =
  /(?:nr|nummer|numre|numrene|blok|blokkene|opgang|hus|husene|no|block|blocks)\.?[ :]*$/u
const ofPhones =
  /(?:tlf|telefon|telefonnr|telefonnummer|mobil|mob|mobilnummer|ring|ringe|sms|phone|call|tel|nummer|nummeret|number|whatsapp|signal)[ .:]*(?:til|på|er|to|on|is|nr|nummer)?[ .:]*$/u
const amount =
  /^ ?(?:[€$%]|(?:kr|kroner|dkk|eur|euro|m|m2|m3|km|meter|cm|mm|mio|stk|biler|cars|personer)(?!\p{L}))/u

/** How Danes group eight digits. Others, such as 20.304.050, are amounts more often than not. */
const danishShapes = /^(?:8|2-2-2-2|4-4|3-3-2|3-2-3|2-2-4|4-2-2|2-6|6-2|1(?:-1){7})$/

/** A number of another country, or eight digits in a way that phone numbers are written. */
export function isPhone(run: NumberRun): boolean {
  if (amount.test(run.after) || ofThings.test(run.before) || isRowOfHouses(run)) return false
  const all = joined(run).replace(/^00/, '')
  if (run.isInternational) return all.length >= 8 && all.length <= 15
  if (ofPhones.test(run.before)) return all.length >= 8 && all.length <= 15 && !isDay(run)
  return isDanish(withoutCountry(run)) || run.groups.some((group) => isAlone(group, run))
}

/** `45 20 30 40 50`: the country code without its plus. */
function withoutCountry(run: NumberRun): NumberRun {
  const all = joined(run)
  if (all.length !== 10 || !all.startsWith('45')) return run
  const [first = '', ...rest] = run.groups
  const groups = first === '45' ? rest : [first.slice(2), ...rest]
  return { ...run, groups, between: first === '45' ? run.between.slice(1) : run.between }
}

function isDanish(run: NumberRun): boolean {
  const starts = /^[2-9]/.test(joined(run))
  if (!starts || !isEven(run) || !danishShapes.test(shapeOf(run))) return false
  return !isDay(run) && !isSpan(run) && !isDecimal(run)
}

/** A whole number in a row of others: `20304050 60708090`. */
const isAlone = (group: string, run: NumberRun): boolean =>
  run.groups.length > 1 &&
  isDanish({ ...run, groups: [group], between: [] }) &&
  !run.between.includes('.')

function isDay(run: NumberRun): boolean {
  const all = joined(run)
  if (all.length !== 8 || shapeOf(run).startsWith('2-2-2')) return false
  const [first, second] = [all.slice(0, 4), all.slice(4)]
  return (
    isDate(first.slice(0, 2), first.slice(2), second) ||
    isDate(second.slice(2), second.slice(0, 2), first)
  )
}

/** Two years, two postcodes, from one lamp to another: `2024-2026`, `9000-9220`, `4711/4712`. */
function isSpan(run: NumberRun): boolean {
  if (shapeOf(run) !== '4-4') return false
  const [first = '', second = ''] = run.groups
  const areYears = isInside(first, 1900, 2099) && isInside(second, 1900, 2099)
  const step = Number(second) - Number(first)
  return areYears || (step > 0 && step < 1000)
}

/** `nr. 20 22 24 26`, from house to house. */
function isRowOfHouses({ groups, before }: NumberRun): boolean {
  const steps = groups.slice(1).map((group, index) => Number(group) - Number(groups[index]))
  return ofHouses.test(before) && steps.length > 1 && steps.every((step) => step > 0 && step < 5)
}

/** `57.048213`: a coordinate. */
const isDecimal = (run: NumberRun): boolean =>
  run.between.length === 1 && run.between[0] === '.' && shapeOf(run) !== '4-4'
