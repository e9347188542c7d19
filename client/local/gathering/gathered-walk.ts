import type { Uuid } from '../../../shared/identifiers.ts'
import { type Outcome } from '../../../shared/problem.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { bodyAfter, type Effects } from '../../../shared/sync/subject.ts'
import * as rules from '../../../shared/walk/gathering/apply-gathering.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { argsOf, isWaiting, type OutboxEntry } from '../outbox/outbox-entry.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { isStanding, readNewestWalk } from '../plan/newest-walk.ts'
import { isInBase } from '../pins/observation-view.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { isWalkPress, type WalkPress } from './gathering-names.ts'

/** The newest row of a walk with what this phone has pressed since, and which of it is on this phone only. */
export interface GatheredWalk {
  walk: Walk
  unsent: ReadonlySet<WalkPress['name']>
}

export async function readGathered(
  context: PhoneContext,
  walkId: Uuid,
): Promise<GatheredWalk | undefined> {
  const [{ walk, base, entries }, frame] = await Promise.all([
    readNewestWalk(context, walkId),
    readFrame(context, walkId),
  ])
  if (!walk) return undefined
  const presses = entries.filter(isShown)
  const pressed = presses.filter((entry) => !isInBase(entry, base))
  const shown = pressed.reduce((current, entry) => {
    const press = { name: nameOf(entry), args: argsOf(entry) } as WalkPress
    const outcome = applyPress(current, press, mutationContext(frame, entry.capturedAt))
    return (outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: walkId })) || current
  }, walk)
  return { walk: shown, unsent: new Set(presses.filter(isWaiting).map(nameOf)) }
}

const nameOf = ({ name, v }: OutboxEntry) => `${name}@${v}` as WalkPress['name']

const isShown = (entry: OutboxEntry): boolean => isWalkPress(nameOf(entry)) && isStanding(entry)

const rulesOf = {
  'walk.set-top@1': rules.setTop,
  'walk.replace-top@1': rules.replaceTop,
  'walk.open-vote@1': rules.openVote,
  'walk.close-vote@1': rules.closeVote,
  'walk.approve-list@1': rules.approveList,
  'walk.reopen-list@1': rules.reopenList,
} as const satisfies Record<WalkPress['name'], unknown>

export function applyPress(
  walk: Walk,
  { name, args }: WalkPress,
  context: WalkContext,
): Outcome<Effects> {
  const refusal = rules.authorise(walk, args, context)
  if (refusal) return refusal
  const apply = rulesOf[name] as (
    walk: Walk,
    args: object,
    context: WalkContext,
  ) => Outcome<Effects>
  return apply(walk, args, context)
}
