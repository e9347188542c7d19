import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { voteSchemas } from '../../../shared/walk/vote/mutation-schemas.ts'
import { isVoteOpen } from '../../../shared/walk/vote/vote.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { asReplaced } from '../outbox/outbox-answers.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { makeId } from '../phone/phone-environment.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { applyPress, readGathered } from './gathered-walk.ts'
import { gatheringSchemas, type WalkPress } from './gathering-names.ts'

/** Judged by what this phone shows, and judged again by the server. */
export async function pressOnWalk(context: PhoneContext, press: WalkPress): Promise<Outcome<void>> {
  const { walkId } = press.args
  const [gathered, frame] = await Promise.all([
    readGathered(context, walkId),
    readFrame(context, walkId),
  ])
  const stamp = captureStamp(context)
  const judged =
    gathered && applyPress(gathered.walk, press, mutationContext(frame, stamp.capturedAt))
  if (judged && !judged.ok) return judged
  if (judged?.value.length === 0) return succeed(undefined)
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const schema = gatheringSchemas[press.name]
    const entry = await appendEntry(transaction, { ...press, space: walkId, stamp, schema })
    return entry.ok ? succeed(undefined) : entry
  })
}

/** What the person of this phone finds most urgent; it replaces what they have voted before. */
export async function castVote(
  context: PhoneContext,
  walkId: Uuid,
  findings: readonly Uuid[],
): Promise<Outcome<void>> {
  const gathered = await readGathered(context, walkId)
  if (gathered && !isVoteOpen(gathered.walk)) return refuse('vote-closed')
  const stamp = captureStamp(context)
  const args = { voteId: makeId(context.environment), walkId, findings: [...findings] }
  const name = 'walk-vote.set@1'
  const schema = voteSchemas[name] as unknown as PlainSchema
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const entry = await appendEntry(transaction, { name, args, space: walkId, stamp, schema })
    if (!entry.ok) return entry
    await replaceEarlierVotes(transaction, entry.value)
    return succeed(undefined)
  })
}

/**
 * A vote that was never sent, or was refused, needs nobody any more once the person has voted again. It is not rewritten in its place, because
 * the vote may have been opened again behind it.
 */
async function replaceEarlierVotes(
  transaction: WriteTransaction,
  vote: OutboxEntry,
): Promise<void> {
  const earlier = (await entriesOf(transaction, vote.entity)).filter(
    ({ id, name, state }) =>
      id !== vote.id && name === vote.name && (state === 'queued' || state === 'refused'),
  )
  if (earlier.length > 0) await noteRetired(transaction)
  for (const entry of earlier) {
    await transaction.objectStore('mutation').put(asReplaced(entry, vote))
  }
}
