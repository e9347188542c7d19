import { tidyName } from '../../../shared/text/display-name.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { rescuedDrafts } from '../../local/capture/draft-rescue.ts'
import { readFact, writeFact } from '../../local/database/identity.ts'
import {
  leavePart,
  partStores,
  renamePart,
  spacesOfPart,
  waitingIn,
  type WaitingInWalk,
} from '../../local/walks/walk-membership.ts'
import {
  readNote,
  writeNote,
  type LeaderNotes,
  type NoteName,
} from '../../local/walks/leader-notes.ts'
import type { OfflineReadiness } from '../../../shared/walk/offline-readiness.ts'
import { noteRetired } from '../../local/outbox/receipt-log.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import type { JoinedWalksOptions } from './joined-walks.ts'

/** Sets another name, or none, in one walk. */
export async function renameIn(
  { context, onChanged }: JoinedWalksOptions,
  walkId: Uuid,
  displayName: string,
): Promise<void> {
  const name = tidyName(displayName)
  await context.outbox.write(['identity'], (transaction) =>
    renamePart(transaction, walkId, name === '' ? null : name),
  )
  context.notices.publish({ kind: 'walks' })
  onChanged()
}

/** Removes this phone from a walk; returns how much of it has not been delivered. */
export async function leaveWalk(
  { context, onChanged }: JoinedWalksOptions,
  walkId: Uuid,
): Promise<number> {
  // Drafts that the page could only store beside the databases before it was closed.
  const rescued = Object.values(rescuedDrafts(context.environment))
  const begun = rescued.filter((draft) => draft.walkId === walkId).length
  if (begun > 0) return begun
  const spaces = await context.outbox.read(['identity'], (tx) => spacesOfPart(tx, walkId))
  const unsent = await context.outbox.write(partStores, (transaction) =>
    leavePart(transaction, walkId),
  )
  if (unsent > 0) return unsent
  // A cache that is unavailable is rebuilt later, without this walk.
  for (const space of spaces) await context.cache.forget(space).catch(() => undefined)
  context.notices.publish({ kind: 'walks' })
  onChanged()
  return 0
}

export const readWaiting = (context: PhoneContext, walkId: Uuid): Promise<WaitingInWalk> =>
  context.outbox.read(partStores, (transaction) => waitingIn(transaction, walkId))

export const readLeaderNote = <Name extends keyof LeaderNotes>(
  context: PhoneContext,
  which: NoteName<Name>,
): Promise<LeaderNotes[Name] | undefined> =>
  context.outbox.read(['identity'], (transaction) => readNote(transaction, which))

export const keepLeaderNote = <Name extends keyof LeaderNotes>(
  context: PhoneContext,
  which: NoteName<Name>,
  note: LeaderNotes[Name],
): Promise<void> =>
  context.outbox.write(['identity'], (transaction) => writeNote(transaction, which, note))

/** What is new is reported at once; the rest goes with the next report. */
export async function keepReadiness(
  { context, onChanged }: JoinedWalksOptions,
  { walkId, missing, without }: OfflineReadiness,
): Promise<void> {
  const found = { walkId, missing, without }
  const at = context.environment.clock.now()
  const isNew = await context.outbox.write(['identity'], async (transaction) => {
    const before = await readFact(transaction, 'readiness')
    await writeFact(transaction, { key: 'readiness', value: { found, at } })
    const hasChanged = JSON.stringify(before?.found) !== JSON.stringify(found)
    if (hasChanged) await noteRetired(transaction)
    return hasChanged
  })
  if (isNew) onChanged()
}
