import { isGranted } from '../access/permissions.ts'
import { centreOf } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { roleOf, type WalkRole } from '../access/roles.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { making } from '../sync/mutation-entry.ts'
import type { Effects } from '../sync/subject.ts'
import { pressedAt } from '../walk/pressed-at.ts'
import { answeringMs } from './area-summary.ts'
import { lightAt } from './light.ts'
import { ratingSchemas as schemas, type RatingArgs } from './mutation-schemas.ts'
import type { ObservedFactors } from './observed.ts'

type RatingOf = RatingArgs<'stop-rating.set@1'>
type AnswersOf = RatingArgs<'walk-answers.set@1'>
type ObservedOf = RatingArgs<'stop-observed.set@1'>

const authorise = (_args: unknown, { actor }: WalkContext): Outcome<never> | undefined =>
  isGranted('stop-rating', 'answer', actor) ? undefined : refuse('not-allowed')

const isLate = ({ phase }: WalkContext): boolean => phase === 'closed'

const quarterMs = 15 * 60_000

/** Fine enough for the light, and coarse enough to fit several people of a walk. */
const toQuarter = (moment: string): string =>
  new Date(Math.floor(Date.parse(moment) / quarterMs) * quarterMs).toISOString()

/** A stop that was taken out of the plan meanwhile keeps what was answered there. There is no event: history names its actor. */
function setRating({ ratingId: id, ...answers }: RatingOf, context: WalkContext): Outcome<Effects> {
  const { walkId, capturedAt } = context
  if (answers.walkId !== walkId) return refuse('wrong-space')
  const ratedAt = toQuarter(capturedAt)
  const light = lightAt(ratedAt, placeOf(answers.stopId, context))
  const body = { id, ...answers, light, ratedAt, isLate: isLate(context) }
  return succeed([{ kind: 'stop-rating', body, events: [] }])
}

/** Where a stop is; one that has left the plan is somewhere in the area of the walk. */
function placeOf(stopId: Uuid, { find, walkId, bounds }: WalkContext) {
  const walk = find?.('walk', walkId)
  return walk?.stops.find(({ id }) => id === stopId) ?? centreOf(walk?.area ?? bounds)
}

const authoriseObserved = (_args: unknown, { actor }: WalkContext): Outcome<never> | undefined =>
  isGranted('stop-observed', 'observe', actor) ? undefined : refuse('not-allowed')

/** Leaves no event, as an answer: the function is kept with it, and whose phone it was is nobody's business. */
function setObserved(
  { observedId: id, factors, ...args }: ObservedOf,
  context: WalkContext,
): Outcome<Effects> {
  const { walkId } = context
  if (args.walkId !== walkId) return refuse('wrong-space')
  const observedAt = pressedAt(context)
  const role = roleOf(context.actor) as WalkRole
  const light = lightAt(observedAt, placeOf(args.stopId, context))
  const rest = { role, light, observedAt, isLate: isLate(context) }
  const body = { id, ...args, factors: factors as ObservedFactors, ...rest }
  return succeed([{ kind: 'stop-observed', body, events: [] }])
}

/** Whoever answers after the walk does so after it was closed, and has a day for it. */
function comesLate(moment: AnswersOf['moment'], context: WalkContext): boolean {
  const closedAt = context.find?.('walk', context.walkId)?.closedAt
  if (moment === 'before' || closedAt === undefined) return isLate(context)
  return Date.parse(context.now) >= Date.parse(closedAt) + answeringMs
}

function setAnswers(
  { answersId: id, ...answers }: AnswersOf,
  context: WalkContext,
): Outcome<Effects> {
  if (answers.walkId !== context.walkId) return refuse('wrong-space')
  const body = { id, ...answers, isLate: comesLate(answers.moment, context) }
  return succeed([{ kind: 'walk-answers', body, events: [] }])
}

export const ratingMutations = [
  making({
    name: 'stop-rating.set@1',
    subject: 'stop-rating',
    space: 'walk',
    schema: schemas['stop-rating.set@1'],
    target: ({ ratingId }: RatingOf) => ratingId,
    alsoReads: ({ walkId }: RatingOf) => [{ kind: 'walk', id: walkId }],
    authorise,
    apply: setRating,
  }),
  making({
    name: 'walk-answers.set@1',
    subject: 'walk-answers',
    space: 'walk',
    schema: schemas['walk-answers.set@1'],
    target: ({ answersId }: AnswersOf) => answersId,
    alsoReads: ({ walkId }: AnswersOf) => [{ kind: 'walk', id: walkId }],
    authorise,
    apply: setAnswers,
  }),
  making({
    name: 'stop-observed.set@1',
    subject: 'stop-observed',
    space: 'walk',
    schema: schemas['stop-observed.set@1'],
    target: ({ observedId }: ObservedOf) => observedId,
    alsoReads: ({ walkId }: ObservedOf) => [{ kind: 'walk', id: walkId }],
    authorise: authoriseObserved,
    apply: setObserved,
  }),
] as const
