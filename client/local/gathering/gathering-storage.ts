import { applyGathering } from '../../../shared/observation/gathering/mutations.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { withAuthor } from '../pins/observation-view.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { gatheringSchemas, type FindingPress, type WalkPress } from './gathering-names.ts'
import { readGathered, type GatheredWalk } from './gathered-walk.ts'
import { castVote, pressOnWalk } from './walk-gathering.ts'

/**
 * What a leader does while the walk is gathered, and how everybody votes, through the same outbox as pins: a promise resolves only when its strictly durable
 * transaction has completed. What the rules refuse is refused at once, and nothing is written.
 */
export interface GatheringStorage {
  /** The walk with this phone's own presses over its newest row; undefined when this phone does not know it. */
  read(walkId: Uuid): Promise<GatheredWalk | undefined>
  onFinding(seen: VisibleObservation, press: FindingPress): Promise<Outcome<void>>
  onWalk(press: WalkPress): Promise<Outcome<void>>
  /** For everybody on the walk: replaces what was voted on this phone before. */
  vote(walkId: Uuid, findings: readonly Uuid[]): Promise<Outcome<void>>
}

export const createGatheringStorage = (context: PhoneContext): GatheringStorage => ({
  read: (walkId) => readGathered(context, walkId),
  onFinding: (seen, press) => pressOnFinding(context, seen, press),
  onWalk: (press) => pressOnWalk(context, press),
  vote: (walkId, findings) => castVote(context, walkId, findings),
})

async function pressOnFinding(
  context: PhoneContext,
  seen: VisibleObservation,
  press: FindingPress,
): Promise<Outcome<void>> {
  const frame = await readFrame(context, seen.walkId)
  const stamp = captureStamp(context)
  const judged = applyGathering(
    withAuthor(seen, frame),
    press,
    mutationContext(frame, stamp.capturedAt),
  )
  if (!judged.ok || judged.value.length === 0) return judged.ok ? succeed(undefined) : judged
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const schema = gatheringSchemas[press.name]
    const entry = await appendEntry(transaction, {
      ...press,
      space: seen.walkId,
      stamp,
      seen,
      schema,
    })
    return entry.ok ? succeed(undefined) : entry
  })
}
