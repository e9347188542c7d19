import { isGranted } from '../access/permissions.ts'
import { isInsideBox, type BoundingBox } from '../geo.ts'
import { checkText } from '../observation/check-text.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { canonicalJson } from '../sync/canonical-json.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import { pressedAt } from './pressed-at.ts'
import type { WalkArgs } from './mutation-schemas.ts'
import type { Walk } from './walk.ts'

type CreateArgs = WalkArgs<'walk.create@1'>
type EditArgs = WalkArgs<'walk.edit@1'>
type CloseArgs = WalkArgs<'walk.close@1'>
type Refusal = Outcome<never> | undefined

const denied = (isAllowed: boolean): Refusal => (isAllowed ? undefined : refuse('not-allowed'))

export const authoriseCreate = ({ isStanding }: CreateArgs, { actor }: WalkContext): Refusal =>
  denied(isGranted('walk', 'create', actor) && (!isStanding || actor.kind === 'system'))

/** The walk is the space that it was pushed to. */
export function create(args: CreateArgs, context: WalkContext): Outcome<Effects> {
  if (args.walkId !== context.walkId || args.follows === args.walkId) return refuse('wrong-space')
  const { walkId: id, isStanding = false, phase = 'open', ...fields } = args
  const isAnnounced = phase === 'open' && !isStanding
  const openedAt = isAnnounced ? { openedAt: pressedAt(context) } : {}
  const walk: Walk = { id, phase, isStanding, ...withTrueTimes(fields), ...openedAt }
  const problem = unknownParty(walk, [], context) ?? problemWithPlan(walk, context)
  return problem ?? changed('walk', walk, { kind: 'walk-created', data: {} })
}

export const authoriseEdit = (_walk: Walk, _args: unknown, { actor }: WalkContext): Refusal =>
  denied(isGranted('walk', 'edit', actor))

/** Fields that somebody else has changed meanwhile are not overwritten: the person is told and chooses (`stale`). */
export function edit(walk: Walk, { changes }: EditArgs, context: WalkContext): Outcome<Effects> {
  if (walk.phase === 'closed') return refuse('walk-closed')
  const fields = Object.entries(changes)
  const stale = fields.find(
    ([field, { base }]) => canonicalJson(base) !== canonicalJson(walk[field as keyof Walk] ?? null),
  )
  if (stale) return refuse('stale', { field: stale[0] })
  const values = Object.fromEntries(fields.map(([field, { value }]) => [field, value]))
  const after = { ...walk, ...withTrueTimes(values) }
  const problem = unknownParty(after, walk.parties, context) ?? problemWithPlan(after, context)
  const data = { fields: fields.map(([field]) => field) }
  return problem ?? changed('walk', after, { kind: 'walk-edited', data })
}

/** Of what is open already, a second press changes nothing. */
export function open(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (walk.phase === 'closed') return refuse('walk-closed')
  if (walk.phase === 'open') return succeed([])
  const after: Walk = { ...walk, phase: 'open', openedAt: pressedAt(context) }
  return changed('walk', after, { kind: 'walk-edited', data: { fields: ['phase'] } })
}

export const authoriseStart = (walk: Walk, _args: unknown, { actor }: WalkContext): Refusal =>
  denied(isGranted('walk', 'start', actor) && !walk.isStanding)

/** A second start changes nothing: two leaders may press at once, or one again after a night without a network. */
export function start(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (walk.phase === 'closed' && !isBeforeEnd(walk, context)) return refuse('walk-closed')
  if (walk.startedAt !== undefined) return succeed([])
  const phase = walk.phase === 'closed' ? 'closed' : 'open'
  const at = pressedAt(context)
  const after: Walk = { ...walk, phase, openedAt: walk.openedAt ?? at, startedAt: at }
  return changed('walk', after, { kind: 'walk-started', data: {} })
}

export const authoriseClose = (walk: Walk, _args: CloseArgs, { actor }: WalkContext): Refusal =>
  denied(isGranted('walk', 'close', actor) && !walk.isStanding)

const isPhone = ({ actor }: WalkContext): boolean => actor.kind === 'device'

/** The leader of one half of a group may start without a network and be heard of when the other half has ended the walk. */
const isBeforeEnd = ({ closedAt }: Walk, context: WalkContext): boolean =>
  closedAt !== undefined && Date.parse(pressedAt(context)) < Date.parse(closedAt)

/**
 * What phones still hold is taken in afterwards too, marked as late (sync.md §2.11). From a phone a second press changes nothing: both
 * leaders of a group that was split end the walk. At the desk and by a command somebody chose it, and is told.
 */
export function close(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (walk.phase === 'closed') return isPhone(context) ? succeed([]) : refuse('walk-closed')
  const after: Walk = { ...walk, phase: 'closed', closedAt: pressedAt(context) }
  return changed('walk', after, { kind: 'walk-closed', data: {} })
}

/** Also after the end: the ratings of the evening are read with it. */
export function setWeather(
  walk: Walk,
  { weather }: WalkArgs<'walk.set-weather@1'>,
  _context: WalkContext,
): Outcome<Effects> {
  if (walk.weather === weather) return succeed([])
  return changed(
    'walk',
    { ...walk, weather },
    { kind: 'walk-edited', data: { fields: ['weather'] } },
  )
}

/** Times as the store keeps them; one that is no time is left for the check. */
function withTrueTimes<Fields extends Partial<Pick<Walk, 'startsAt' | 'endsAt'>>>(
  fields: Fields,
): Fields {
  const times = (['startsAt', 'endsAt'] as const).flatMap((name) => {
    const at = Date.parse(String(fields[name]))
    return Number.isNaN(at) ? [] : [[name, new Date(at).toISOString()] as const]
  })
  return { ...fields, ...Object.fromEntries(times) }
}

function problemWithPlan(walk: Walk, { bounds }: WalkContext): Refusal {
  if (walk.title.trim() === '') return refuse('needs-title')
  const problem = problemWithTexts(walk)
  if (problem) return problem
  if (!hasRightTimes(walk)) return refuse('walk-times')
  const ids = new Set(walk.stops.map(({ id }) => id))
  if (ids.size < walk.stops.length) return refuse('stop-twice')
  return isInside(walk, bounds) ? undefined : refuse('outside-area')
}

/** A party that the municipality has dropped since may stay in a plan. */
function unknownParty(
  { parties }: Walk,
  before: Walk['parties'],
  { partyIds }: WalkContext,
): Refusal {
  const known = [...partyIds, ...(before ?? [])]
  const unknown = parties?.find((party) => !known.includes(party))
  return unknown === undefined ? undefined : refuse('unknown-party', { party: unknown })
}

function problemWithTexts({ title, meetingPlace, theme, host, purpose, stops }: Walk): Refusal {
  const lines = [title, meetingPlace, theme, host, ...stops.map(({ name }) => name)]
  const checked = [
    ...lines.map((line) => checkText(line ?? '', 'place')),
    checkText(purpose ?? '', 'purpose'),
  ]
  return checked.find((outcome) => !outcome.ok)
}

/** Without a start it is open all year. */
function hasRightTimes({ startsAt, endsAt }: Walk): boolean {
  if (startsAt === null) return endsAt === null
  const [start, end] = [Date.parse(startsAt), endsAt === null ? Infinity : Date.parse(endsAt)]
  return Number.isFinite(start) && !Number.isNaN(end) && start < end
}

function isInside({ area, route, stops }: Walk, bounds: BoundingBox): boolean {
  const [west, south, east, north] = area
  if (!(west < east && south < north)) return false
  const corners = [
    { longitude: west, latitude: south },
    { longitude: east, latitude: north },
  ]
  const way = route.map(([longitude, latitude]) => ({ longitude, latitude }))
  return [...corners, ...way, ...stops].every((point) => isInsideBox(point, bounds))
}
