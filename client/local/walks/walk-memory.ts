import { keptOffset } from '../../../shared/sync/captured-moment.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import type { JoinedWalk, Walk, WalkPhase } from '../../../shared/walk/walk.ts'
import type { replayResponses } from '../feedback/respond.ts'
import type { replayGathering } from '../gathering/replay-gathering.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { noteKeys } from './leader-notes.ts'
import { respondentKey } from './walk-respondent.ts'

/**
 * A walk that this phone takes part in, as JSON text beside the client id in the outbox database: the cache may be deleted at any
 * time, and capturing must work without asking the network who this is.
 */
export interface StoredWalk extends JoinedWalk {
  /** The code it was joined with, for signing in again without asking the person. */
  code: string
  /** Running number among the joins of this phone; the last joined is listed first. */
  joinOrder: number
}

const prefix = 'walk:'
const all = () => IDBKeyRange.bound(prefix, `${prefix}\uffff`)

export async function readWalks(transaction: ReadTransaction): Promise<StoredWalk[]> {
  const texts = (await transaction.objectStore('identity').getAll(all())) as string[]
  const walks = texts.map((text) => JSON.parse(text) as StoredWalk)
  return walks.sort((a, b) => b.joinOrder - a.joinOrder)
}

export async function readWalk(
  transaction: ReadTransaction,
  walkId: Uuid,
): Promise<StoredWalk | undefined> {
  const text = (await transaction.objectStore('identity').get(prefix + walkId)) as
    string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as StoredWalk)
}

export async function writeWalk(transaction: WriteTransaction, walk: StoredWalk): Promise<void> {
  await transaction.objectStore('identity').put(JSON.stringify(walk), prefix + walk.walk.id)
}

/** The walk goes with how this phone answers in it, with what its leader has noted of it, and with what the phone is ready for. */
export async function deleteWalk(transaction: WriteTransaction, walkId: Uuid): Promise<void> {
  await transaction.objectStore('identity').delete(prefix + walkId)
  await transaction.objectStore('identity').delete(respondentKey(walkId))
  for (const key of noteKeys(walkId)) await transaction.objectStore('identity').delete(key)
  await transaction.objectStore('identity').delete('readiness')
}

type ReplayGathering = typeof replayGathering
type ReplayResponses = typeof replayResponses

/** What this phone must know of itself and the walk to apply the rules at once. */
export interface WalkFrame {
  walkId: Uuid
  clientId: Uuid
  role: WalkRole
  displayName: string
  phase: WalkPhase
  bounds: BoundingBox
  partyIds: readonly string[]
  timeZone: string
  /** What a leader has done to a finding while gathering the walk; only a leader's phone loads these rules. */
  replayGathering?: ReplayGathering
  /** What this phone's person has said of pins that are there already; loaded once somebody has. */
  replayResponses?: ReplayResponses
}

interface FrameSource {
  walkId: Uuid
  clientId: Uuid
  stored: StoredWalk | undefined
  /** The newest `walk` row of the feed. */
  newest: Walk | undefined
}

/** Work of a walk that this phone no longer knows is still shown; its rules are then the widest. */
export function walkFrame({ walkId, clientId, stored, newest }: FrameSource): WalkFrame {
  return {
    walkId,
    clientId,
    role: stored?.role ?? 'walker',
    displayName: stored?.displayName ?? '',
    phase: newest?.phase ?? stored?.walk.phase ?? 'open',
    bounds: stored?.municipality.bounds ?? [-180, -90, 180, 90],
    partyIds: stored?.municipality.parties.map(({ id }) => id) ?? [],
    timeZone: stored?.municipality.timeZone ?? 'Europe/Copenhagen',
  }
}

export function mutationContext(
  frame: WalkFrame,
  capturedAt: string,
  clockOffset: number | null = null,
): WalkContext {
  const { clientId, role, displayName, walkId, phase, bounds, partyIds, timeZone } = frame
  return {
    actor: { kind: 'device', clientId, role },
    actorName: displayName,
    spaceKind: 'walk',
    walkId,
    phase,
    isMember: true,
    bounds,
    partyIds,
    now: capturedAt,
    // Computed only on demand: making a formatter costs more than the rest of a replay.
    get today() {
      return calendarDayOf(Date.parse(capturedAt), timeZone)
    },
    capturedAt,
    ...keptOffset(clockOffset),
    receivedAt: null,
  }
}
