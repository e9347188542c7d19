import { isUuid, type Uuid } from '../../shared/identifiers.ts'
import type { Problem } from '../../shared/problem.ts'
import type { MutationArgs } from '../../shared/sync/registry.ts'
import { foldWalkCode, walkCodeLength } from '../../shared/walk/walk-code.ts'
import type { WalkStop } from '../../shared/walk/walk.ts'
import type { Store } from '../store/database/database.ts'
import { findWalkCode } from '../store/walks/membership-store.ts'
import { makeCode, problemWithCode } from '../store/walks/walk-codes.ts'
import {
  boundsOf,
  findMunicipality,
  freshId,
  line,
  readJsonFile,
  required,
} from './command-options.ts'
import { operate } from './operate.ts'
import { UsageError } from './usage-error.ts'

export type NewWalk = MutationArgs<'walk.create@1'>

interface WalkOptions {
  municipality?: string | undefined
  title?: string | undefined
  bounds?: string | undefined
  starts?: string | undefined
  ends?: string | undefined
  'meeting-place'?: string | undefined
  stops?: string | undefined
  code?: string | undefined
  'leader-code'?: string | undefined
}

/** Creates a walk with a code for walkers and one for its leader; returns the message for the operator. Throws `UsageError`. */
export async function createWalkCommand(store: Store, options: WalkOptions): Promise<string> {
  const municipalityId = await findMunicipality(
    store,
    required(options.municipality, 'municipality'),
  )
  const [west, south, east, north] = boundsOf(required(options.bounds, 'bounds'))
  const place = options['meeting-place']
  const walk: NewWalk = {
    walkId: freshId(),
    title: line(options.title, 'title'),
    startsAt: momentOf(options.starts, 'starts'),
    endsAt: momentOf(options.ends, 'ends'),
    meetingPlace: place === undefined ? null : line(place, 'meeting-place'),
    area: [west, south, east, north],
    route: [],
    stops: options.stops === undefined ? [] : await readStops(options.stops),
  }
  const { code: asked, 'leader-code': askedLeader } = options
  await checkCodes(store, [asked, askedLeader])
  await makeWalk(store, municipalityId, walk)
  const target = { municipalityId, walkId: walk.walkId }
  const code = await giveCode(store, { ...target, role: 'walker', code: asked })
  const leaderCode = await giveCode(store, { ...target, role: 'leader', code: askedLeader })
  return `Walk ${walk.title} has the id ${walk.walkId}, the code ${code} and the leader's code ${leaderCode}.`
}

/** Creates a walk by a mutation. Throws `UsageError` with the reason when the rules refuse it. */
export async function makeWalk(store: Store, municipalityId: Uuid, walk: NewWalk): Promise<void> {
  const mutation = { name: 'walk.create@1', args: walk } as const
  await operate(store, { municipalityId, spaceId: walk.walkId, mutation })
}

/** Closes a walk, named by its code; returns the message for the operator. Throws `UsageError`. */
export async function closeWalkCommand(store: Store, [code = '']: string[]): Promise<string> {
  const found = await findWalkCode(store.db, code)
  if (!found) throw new UsageError(`There is no walk with the code ${code}.`)
  const { municipalityId, walkId } = found
  const mutation = { name: 'walk.close@1', args: { walkId } } as const
  await operate(store, { municipalityId, spaceId: walkId, mutation })
  return 'The walk is closed. What phones still hold is taken in, marked as late.'
}

/** Requires a time zone, because the command may run anywhere. */
function momentOf(value: string | undefined, name: string): string | null {
  if (value === undefined) return null
  const at = Date.parse(value)
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(at)) return new Date(at).toISOString()
  throw new UsageError(`--${name} must be a time with its zone, as 2026-12-05T17:00+01:00.`)
}

async function readStops(file: string): Promise<WalkStop[]> {
  const shape = 'a JSON list of {"name", "longitude", "latitude"}, with the "id" of an earlier stop'
  const stops = await readJsonFile<(Omit<WalkStop, 'id'> & { id?: string })[]>(
    { name: 'stops', file, shape },
    (list) => list.every(isStop),
  )
  return stops.map(({ id = freshId(), name, longitude, latitude }) => {
    return { id, name, longitude, latitude }
  })
}

const isStop = ({ id, name, longitude, latitude }: Omit<WalkStop, 'id'> & { id?: string }) =>
  (id === undefined || isUuid(id)) &&
  typeof name === 'string' &&
  Number.isFinite(longitude) &&
  Number.isFinite(latitude)

/** Runs before the walk is created, so that a code that is not available leaves no walk without one. Throws `UsageError`. */
async function checkCodes(store: Store, asked: readonly (string | undefined)[]): Promise<void> {
  const codes = asked.flatMap((code) => (code === undefined ? [] : [code]))
  for (const code of codes) {
    const problem = await problemWithCode(store.db, code)
    if (problem) throw new UsageError(sentenceAbout(code, problem))
  }
  if (new Set(codes.map(foldWalkCode)).size < codes.length) {
    throw new UsageError('The code of walkers and that of the leader can be taken for each other.')
  }
}

const sentenceAbout = (code: string, { code: reason }: Problem): string =>
  reason === 'code-length'
    ? `The code ${code} must have ${walkCodeLength.min} to ${walkCodeLength.max} letters and digits.`
    : `The code ${code} can be taken for another one.`

type CodeTarget = Parameters<typeof makeCode>[1]

/** The code that was asked for, or a new one. Throws `UsageError` when it was given away since it was looked up. */
async function giveCode(store: Store, target: CodeTarget): Promise<string> {
  const made = await makeCode(store.db, target)
  if (made.ok) return made.value.code
  throw new UsageError(sentenceAbout(target.code ?? '', made.problem))
}
