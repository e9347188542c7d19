import { mayGather, maySee } from '../../access/permissions.ts'
import type { WalkRole } from '../../access/roles.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { isStep, mayStep } from '../observation-status.ts'
import { audienceOf, type Answer, type Observation } from '../observation.ts'
import { canBeOriginal } from '../triage/can-be-original.ts'
import type { Photo } from '../photo.ts'

/** More findings that look like one are no longer worth naming. */
const mostApart = 50

export function authorise(
  current: Observation,
  _args: unknown,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  return mayGather(actor, audienceOf(current)) ? undefined : refuse('not-allowed')
}

const signed = (
  { actor, actorName, now: at }: WalkContext,
  answer: Pick<Answer, 'status' | 'duplicateOf'>,
): Answer =>
  actor.kind === 'device'
    ? { ...answer, text: '', at, by: '', byRole: actor.role as WalkRole }
    : { ...answer, text: '', at, by: actorName }

/** Two people may go through the list at once, so a second look changes nothing. */
export function review(
  current: Observation,
  _args: unknown,
  context: WalkContext,
): Outcome<Effects> {
  if (current.status !== 'received') return succeed([])
  const status = 'reviewed'
  const answer = signed(context, { status })
  const after: Observation = { ...current, status, answer, updatedAt: context.receivedAt }
  const data = { from: current.status, status }
  return changed('observation', after, { kind: 'status-set', data })
}

/**
 * Makes it a duplicate of another finding of the walk. Its photos, words and author stay with it. The other one is no duplicate itself, so
 * that a chain of links always ends.
 */
export function link(
  current: Observation,
  { duplicateOf }: ObservationArgs<'observation.link@1'>,
  context: WalkContext,
): Outcome<Effects> {
  if (current.status === 'duplicate') {
    const isThis = current.answer?.duplicateOf === duplicateOf
    return isThis ? succeed([]) : refuse('stale', { status: current.status })
  }
  if (!isStep(current.status, 'duplicate')) return refuse('status-step', { status: current.status })
  const step = { from: current.status, to: 'duplicate' } as const
  if (!mayStep(context.actor, audienceOf(current), step)) return refuse('not-allowed')
  if (duplicateOf === current.id || !isFit(duplicateOf, context)) return refuse('needs-original')
  const after: Observation = {
    ...current,
    status: 'duplicate',
    answer: signed(context, { status: 'duplicate', duplicateOf }),
    beforeLink: { status: current.status, answer: current.answer },
    updatedAt: context.receivedAt,
  }
  const data = { from: current.status, duplicateOf }
  return changed('observation', after, { kind: 'linked', data })
}

/** A phone leaves it to the server. */
function isFit(id: string, { actor, walkId, find }: WalkContext): boolean {
  if (!find) return true
  const original = find('observation', id)
  return (
    original !== undefined &&
    original.walkId === walkId &&
    canBeOriginal(original) &&
    maySee(actor, audienceOf(original))
  )
}

/** One that the desk has made a duplicate has nothing to go back to, and has been looked at. */
export function unlink(
  current: Observation,
  _args: unknown,
  context: WalkContext,
): Outcome<Effects> {
  if (current.status !== 'duplicate') return succeed([])
  const { beforeLink, ...rest } = current
  const { status, answer } = beforeLink ?? { status: 'reviewed', answer: null }
  const after: Observation = { ...rest, status, answer, updatedAt: context.receivedAt }
  return changed('observation', after, { kind: 'unlinked', data: { status } })
}

export function keepApart(
  current: Observation,
  { otherId }: ObservationArgs<'observation.keep-apart@1'>,
  context: WalkContext,
): Outcome<Effects> {
  const known = current.apartFrom ?? []
  if (known.includes(otherId)) return succeed([])
  const apartFrom = [...known, otherId].slice(-mostApart)
  const after: Observation = { ...current, apartFrom, updatedAt: context.receivedAt }
  return changed('observation', after, { kind: 'kept-apart', data: { otherId } })
}

export function reviewPhoto(
  current: Observation,
  { photoId, review: wanted }: ObservationArgs<'observation.review-photo@1'>,
  context: WalkContext,
): Outcome<Effects> {
  const photo = current.photos.find((one) => one.photoId === photoId)
  if (!photo) return refuse('not-found')
  if ((photo.review ?? 'undecided') === wanted) return succeed([])
  const { review: _, ...rest } = photo
  const reviewed: Photo = wanted === 'undecided' ? rest : { ...rest, review: wanted }
  const photos = current.photos.map((one) => (one === photo ? reviewed : one))
  const after: Observation = { ...current, photos, updatedAt: context.receivedAt }
  return changed('observation', after, {
    kind: 'photo-reviewed',
    data: { photoId, review: wanted },
  })
}
