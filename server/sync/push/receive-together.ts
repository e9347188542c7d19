import type { Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { answeredWriting, type AnsweredChanges } from '../../store/spaces/batch-writes.ts'
import type { Store } from '../../store/database/database.ts'
import { tryLocksOf } from '../../store/spaces/feed-store.ts'
import { ask, askTogether } from '../../store/database/question.ts'
import type { Database } from '../../store/database/schema.ts'
import { walkRulesOf } from '../../store/spaces/walk-rules.ts'
import { namedBy, placesSurelyLeft } from './batch-state.ts'
import { judgeMutations } from './judge-mutations.ts'
import {
  batchOf,
  replyOf,
  type AuthoredPush,
  type PushReply,
  type UnderLock,
} from './receive-mutations.ts'
import { changesOf } from './write-batch.ts'

/**
 * Takes in pushes to different walks of one municipality, by different authors, in one transaction: the same statements as for one, for all
 * of them. Answers undefined for a push that must be taken in alone: its walk is locked by somebody else or unknown, or something needs a
 * closer look. Throws when anything goes wrong; then nothing of any of them is kept.
 */
export async function receiveTogether(
  store: Store,
  pushes: readonly AuthoredPush[],
): Promise<readonly (PushReply | undefined)[]> {
  return store.db.transaction().execute(async (tx) => {
    const underLocks = await lockAndRead(tx, pushes)
    // Ids mean the same in all walks, so a push sees what those before it have taken.
    const takenPhotos = new Set<Uuid>()
    const taken = pushes.map((push, index) => {
      const underLock = underLocks[index]
      return underLock && takeIn(push, underLock, takenPhotos)
    })
    const changes = taken.flatMap((one) => one?.changes ?? [])
    const { municipalityId = '' } = changes[0]?.space ?? {}
    const writing = answeredWriting(municipalityId, changes, { isLast: true })
    if (writing) await ask(tx, writing)
    return taken.map((one) => one?.reply)
  })
}

/** As with a single push, first the locks. What is known of the ids that they name is one thing for all pushes. */
async function lockAndRead(
  tx: Transaction<Database>,
  pushes: readonly AuthoredPush[],
): Promise<(UnderLock | undefined)[]> {
  const { municipalityId = '' } = pushes[0]?.space ?? {}
  const ids = pushes.map(({ space }) => space.spaceId)
  const [heads, walks, named] = await askTogether(tx, [
    tryLocksOf(municipalityId, ids),
    walkRulesOf(municipalityId, ids),
    namedBy(
      municipalityId,
      pushes.flatMap(({ request }) => request.mutations),
    ),
  ])
  return pushes.map(({ space: { spaceId }, request }) => {
    const [head, rules] = [heads.get(spaceId), walks.get(spaceId)]
    const isPlain = head !== undefined && rules && request.protocol >= rules.protocolMin
    return isPlain && placesSurelyLeft(head) > 0 ? { head, rules, named } : undefined
  })
}

function takeIn(
  push: AuthoredPush,
  underLock: UnderLock,
  takenPhotos: Set<Uuid>,
): { changes: AnsweredChanges; reply: PushReply } {
  const { head, named, rules } = underLock
  const batch = batchOf(push, underLock)
  const state = { ...named, head, placesLeft: placesSurelyLeft(head), takenPhotos }
  const judgements = judgeMutations(push.request.mutations, state, batch.judging)
  return {
    changes: changesOf({ judgements, state }, batch),
    reply: replyOf({ ...batch, head: state.head }, rules, judgements),
  }
}
