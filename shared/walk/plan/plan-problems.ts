import { isInsideBox, type BoundingBox } from '../../geo.ts'
import { limits } from '../../limits.ts'
import { checkText, type LimitedText } from '../../observation/check-text.ts'
import { readTypedDay } from '../../text/typed-day.ts'
import { readClock } from './clock.ts'
import { timesOf, type FormStop, type Here, type PlanForm } from './plan-form.ts'

/** A field of the form as `data-field` names it: `stop-2-name` is the name of the second stop. */
type PlanField = Exclude<keyof PlanForm, 'stops'> | 'stops' | `stop-${number}-${'name' | 'place'}`

export interface PlanProblem {
  field: PlanField
  code: string
  n?: number
}

export interface PlanRules extends Here {
  bounds: BoundingBox
  /** A walk that has been open all year may stay without a date. */
  mayBeUndated: boolean
}

/** Everything that must be mended before the plan can be sent, in the order of the form. */
export const planProblems = (form: PlanForm, rules: PlanRules): PlanProblem[] => [
  ...(form.title.trim() === '' ? [{ field: 'title', code: 'needs-title' } as const] : []),
  ...textProblems(form),
  ...timeProblems(form, rules),
  ...(form.stops.length > limits.stopsPerWalk
    ? [{ field: 'stops', code: 'too-many-stops', n: limits.stopsPerWalk } as const]
    : []),
  ...form.stops.flatMap((stop, index) => stopProblems(stop, index + 1, rules)),
  ...routeProblems(form, rules),
]

const texts = { title: 'place', host: 'place', purpose: 'purpose', theme: 'place' } as const

function textProblems(form: PlanForm): PlanProblem[] {
  const all: Partial<Record<PlanField & keyof PlanForm, LimitedText>> = {
    ...texts,
    meetingPlace: 'place',
  }
  return Object.entries(all).flatMap(([name, kind]) => {
    const field = name as keyof typeof texts
    return checkText(form[field], kind).ok ? [] : [{ field, code: 'too-long' }]
  })
}

/** Longer walks are a mistake in a time or a day. */
const longestMs = 12 * 60 * 60_000

function timeProblems(form: PlanForm, rules: PlanRules): PlanProblem[] {
  const { day, start, end } = form
  const isUndated = [day, start, end].every((text) => text.trim() === '')
  if (isUndated && rules.mayBeUndated) return []
  const problems: PlanProblem[] = []
  if (readTypedDay(day, rules.today) === undefined)
    problems.push({ field: 'day', code: 'needs-day' })
  if (start.trim() === '') problems.push({ field: 'start', code: 'needs-start' })
  else if (readClock(start) === undefined) problems.push({ field: 'start', code: 'bad-clock' })
  if (end.trim() !== '' && readClock(end) === undefined) {
    problems.push({ field: 'end', code: 'bad-clock' })
  }
  const { startMs, endMs } = timesOf(form, rules)
  const isTooLong = startMs !== null && endMs !== null && endMs - startMs > longestMs
  return isTooLong ? [...problems, { field: 'end', code: 'too-far' }] : problems
}

const routeProblems = ({ route }: PlanForm, { bounds }: PlanRules): PlanProblem[] =>
  route.every(([longitude, latitude]) => isInsideBox({ longitude, latitude }, bounds))
    ? []
    : [{ field: 'route', code: 'route-outside' }]

function stopProblems({ name, point }: FormStop, n: number, { bounds }: PlanRules): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (name.trim() === '') problems.push({ field: `stop-${n}-name`, code: 'stop-name', n })
  else if (!checkText(name, 'place').ok) {
    problems.push({ field: `stop-${n}-name`, code: 'too-long', n })
  }
  if (!point) problems.push({ field: `stop-${n}-place`, code: 'stop-place', n })
  else if (!isInsideBox(point, bounds)) {
    problems.push({ field: `stop-${n}-place`, code: 'stop-outside', n })
  }
  return problems
}
