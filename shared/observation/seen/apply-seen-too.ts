import { isAuthor, mayRespond } from '../../access/permissions.ts'
import type { DeviceActor } from '../../access/roles.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { audienceOf, flagIfWithdrawn, type Observation, type SeenToo } from '../observation.ts'

type SeeTooArgs = ObservationArgs<'observation.see-too@1'>

/** Whoever pinned it has said so already. */
export function authoriseSeeingToo(
  current: Observation,
  _args: SeeTooArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const isOther = actor.kind === 'device' && !isAuthor(actor, current)
  return isOther && mayRespond(actor, audienceOf(current)) ? undefined : refuse('not-allowed')
}

/**
 * Each phone counts once, however often it says so; what changes nothing is no mistake. What arrives after a withdrawal or after the end of the
 * walk is kept, as a comment is.
 */
export function seeToo(
  current: Observation,
  { sees, feeling }: SeeTooArgs,
  { actor, receivedAt }: WalkContext,
): Outcome<Effects> {
  const { clientId } = actor as DeviceActor
  const known = current.seenToo ?? []
  const own = known.find((one) => one.clientId === clientId)
  const felt = feeling === undefined ? own?.feeling : feeling
  const isAsBefore = sees ? own && (own.feeling ?? null) === (felt ?? null) : !own
  if (isAsBefore) return succeed([])
  const said: SeenToo = { clientId, feeling: felt ?? null }
  const others = known.filter((one) => one !== own)
  const seenToo = sees ? replaced(known, own, said) : others
  const after: Observation = { ...current, seenToo, updatedAt: receivedAt }
  const kind = sees ? 'seen-too' : 'seen-no-more'
  return changed('observation', after, { kind, data: flagIfWithdrawn(current) })
}

const replaced = (
  known: readonly SeenToo[],
  own: SeenToo | undefined,
  said: SeenToo,
): readonly SeenToo[] => (own ? known.map((one) => (one === own ? said : one)) : [...known, said])
