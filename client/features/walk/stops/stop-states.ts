import { distanceMetres, type Position } from '../../../../shared/geo.ts'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { ObservedFactors } from '../../../../shared/rating/observed.ts'
import type { Walk, WalkStop } from '../../../../shared/walk/walk.ts'
import type { Weather } from '../../../../shared/walk/place-kinds.ts'
import { walkMoment } from '../../../../shared/walk/walk-time.ts'
import type { OwnAnswer, StopAnswers } from '../../../local/answers/answer-storage.ts'

/** Absent: neither rated nor skipped on this phone. */
type StopState = 'rated' | 'skipped'
type StopStates = ReadonlyMap<Uuid, StopState>

/** A refused answer is no answer. */
export function stopStates(own: readonly OwnAnswer[]): StopStates {
  const states = new Map<Uuid, StopState>()
  for (const answer of own) {
    if (answer.kind !== 'stop' || answer.delivery === 'refused') continue
    states.set(answer.stopId, answer.answers.isSkipped ? 'skipped' : 'rated')
  }
  return states
}

export const answerTo = (own: readonly OwnAnswer[], stopId: Uuid): StopAnswers | undefined =>
  own.find(
    (one): one is Extract<OwnAnswer, { kind: 'stop' }> =>
      one.kind === 'stop' && one.stopId === stopId && one.delivery !== 'refused',
  )?.answers

/** What this phone has observed at a stop by its function, as it was said last. */
export const observedAt = (own: readonly OwnAnswer[], stopId: Uuid): ObservedFactors | undefined =>
  own.find(
    (one): one is Extract<OwnAnswer, { kind: 'observed' }> =>
      one.kind === 'observed' && one.stopId === stopId && one.delivery !== 'refused',
  )?.factors

/** What the leader of this phone has done to the walk; a refusal undoes it. */
export const hasDone = (own: readonly OwnAnswer[], what: 'start' | 'close'): boolean =>
  own.some(({ kind, delivery }) => kind === what && delivery !== 'refused')

export const weatherSaid = (own: readonly OwnAnswer[]): Weather | undefined =>
  own.find(
    (one): one is Extract<OwnAnswer, { kind: 'weather' }> =>
      one.kind === 'weather' && one.delivery !== 'refused',
  )?.weather

/** The findings that this phone has voted for; a refused vote is none. */
export const voteOf = (own: readonly OwnAnswer[]): readonly Uuid[] =>
  own.find(
    (one): one is Extract<OwnAnswer, { kind: 'vote' }> =>
      one.kind === 'vote' && one.delivery !== 'refused',
  )?.findings ?? []

export interface NumberedStop {
  stop: WalkStop
  /** From 1, in the order of the plan. */
  number: number
}

/** The first stop of the plan that this phone has neither rated nor skipped; a group may visit them in another order. */
export function nextStop(stops: readonly WalkStop[], states: StopStates): NumberedStop | null {
  const index = stops.findIndex(({ id }) => !states.has(id))
  const stop = stops[index]
  return stop ? { stop, number: index + 1 } : null
}

/** Within this distance somebody is at a stop, as exactly as phones know. */
const arrivedMetres = 40

/** `null` without a position: then nothing is said of the distance. */
export const metresTo = (stop: WalkStop, own: Position | null): number | null =>
  own ? distanceMetres(stop, own) : null

export const hasArrived = (metres: number | null): boolean =>
  metres !== null && metres <= arrivedMetres

/** A walk that its leader has begun goes on past its time, until it is ended or nobody can still be walking. */
const longestWalkMs = 6 * 60 * 60_000

export function isOver(
  walk: Pick<Walk, 'phase' | 'startsAt' | 'endsAt' | 'startedAt'>,
  nowMs: number,
): boolean {
  if (walk.phase === 'closed') return true
  if (walkMoment(walk, nowMs) !== 'ended') return false
  return walk.startedAt === undefined || nowMs > Date.parse(walk.startedAt) + longestWalkMs
}
