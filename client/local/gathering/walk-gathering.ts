import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { startCursor } from '../../../shared/sync/feed.ts'
import { bodyAfter, type Effects } from '../../../shared/sync/subject.ts'
import * as rules from '../../../shared/walk/gathering/apply-gathering.ts'
import { gatheringOf, type Gathering } from '../../../shared/walk/gathering/gathering.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { BaseRows } from '../database/observation-cache.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { isInBase } from '../pins/observation-view.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext, readWalk } from '../walks/walk-memory.ts'
import { gatheringSchemas, isWalkPress, type WalkPress } from './gathering-names.ts'

export const readGathering = async (context: PhoneContext, walkId: Uuid): Promise<Gathering> =>
  gatheringOf((await readOverlaid(context, walkId)) ?? {})

/** Judged by what this phone shows, and judged again by the server. */
export async function pressOnWalk(context: PhoneContext, press: WalkPress): Promise<Outcome<void>> {
  const { walkId } = press.args
  const [walk, frame] = await Promise.all([
    readOverlaid(context, walkId),
    readFrame(context, walkId),
  ])
  const stamp = captureStamp(context)
  const judged = walk && applyPress(walk, press, mutationContext(frame, stamp.capturedAt))
  if (judged && !judged.ok) return judged
  if (judged?.value.length === 0) return succeed(undefined)
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const schema = gatheringSchemas[press.name]
    const entry = await appendEntry(transaction, { ...press, space: walkId, stamp, schema })
    return entry.ok ? succeed(undefined) : entry
  })
}

/** The newest row of the walk with what this phone has pressed since. */
async function readOverlaid(context: PhoneContext, walkId: Uuid): Promise<Walk | undefined> {
  const [base, frame, { stored, entries }] = await Promise.all([
    // A broken cache hides what others have chosen until the next pull, never what was pressed here.
    context.cache.rows(walkId, 'walk', [walkId]).catch((): BaseRows => emptyBase()),
    readFrame(context, walkId),
    context.outbox.read(['mutation', 'identity'], async (transaction) => ({
      stored: await readWalk(transaction, walkId),
      entries: await entriesOf(transaction, walkId),
    })),
  ])
  const row = base.rows.get(walkId)?.body as Walk | null | undefined
  const walk = row ?? stored?.walk
  const waiting = entries.filter((entry) => isShown(entry) && !isInBase(entry, base))
  return (
    walk &&
    waiting.reduce((current, entry) => {
      const press = { name: `${entry.name}@${entry.v}`, args: argsOf(entry) } as WalkPress
      const outcome = applyPress(current, press, mutationContext(frame, entry.capturedAt))
      return (outcome.ok && bodyAfter(outcome.value, { kind: 'walk', id: walkId })) || current
    }, walk)
  )
}

const emptyBase = (): BaseRows => ({ cursor: startCursor, epoch: null, rows: new Map() })

const isShown = ({ name, v, state }: OutboxEntry): boolean =>
  isWalkPress(`${name}@${v}`) && state !== 'refused' && state !== 'replaced'

function applyPress(walk: Walk, { name, args }: WalkPress, context: WalkContext): Outcome<Effects> {
  const refusal = rules.authorise(walk, args, context)
  if (refusal) return refusal
  switch (name) {
    case 'walk.set-top@1':
      return rules.setTop(walk, args, context)
    case 'walk.approve-list@1':
      return rules.approveList(walk, args, context)
    case 'walk.reopen-list@1':
      return rules.reopenList(walk, args, context)
  }
}
