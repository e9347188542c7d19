import type { Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { ChangeFeed } from '../feed/change-feed.ts'
import type { Store } from '../store/database/database.ts'
import type { Database } from '../store/database/schema.ts'
import { forgetAuthors, forgetWords, takePhotos } from '../store/observations/erasure-store.ts'
import { findObservations } from '../store/observations/observation-store.ts'
import {
  findDue,
  forgetAside,
  forgetNames,
  readRetentionRules,
  type Cutoffs,
  type DueItem,
  type RetentionKind,
  type RetentionRule,
} from '../store/observations/retention-store.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { forgetPublications } from '../store/publications/publication-store.ts'
import {
  deleteMessages,
  deleteMessagesTo,
  deletePhoneAddresses,
} from '../store/messages/address-store.ts'
import { deleteReplies } from '../store/replies/reply-store.ts'
import { writeChanges } from '../store/spaces/batch-writes.ts'
import { forgetStatusLinksIn } from '../store/status-links/status-link-store.ts'
import { forgetVotesIn } from '../store/votes/vote-store.ts'
import { forgetPushed } from '../store/web-push/subscription-store.ts'
import { lockSpace, type SpaceKey } from '../store/spaces/feed-store.ts'
import { remove } from './erase.ts'
import { removeLines } from './erase-lines.ts'
import { removeWishes } from './erase-wish.ts'
import { monthsBefore } from './months-before.ts'
import { withoutPerson, withoutTexts } from './without-person.ts'

export interface RetentionPlan extends RetentionRule {
  due: DueItem[]
  /** False in the first 30 days of a rule, when nothing is deleted and the plan is only shown. */
  isInForce: boolean
}

interface Surroundings {
  store: Store
  photoFiles: PhotoFiles
  /** Absent for commands: listeners of other processes notice within a second. */
  feed?: ChangeFeed
  /** Server time, milliseconds since 1970 UTC. */
  now: number
  isClosing?: () => boolean
}

/** Small enough that a push to the same walk waits no longer than for another push. */
const batchSize = 100

const cutoffsOf = ({ privacy }: RetentionRule, now: number): Cutoffs => ({
  people: monthsBefore(now, privacy.retentionMonths),
  texts: privacy.textMonths === undefined ? null : monthsBefore(now, privacy.textMonths),
})

/** Returns what is due now in every municipality. This is the dry run, and the list that the run works through. */
export async function planRetention({
  store,
  now,
}: Pick<Surroundings, 'store' | 'now'>): Promise<RetentionPlan[]> {
  const plans: RetentionPlan[] = []
  for (const rule of await readRetentionRules(store.db)) {
    const { municipalityId } = rule
    const due = await findDue(store.db, { municipalityId }, cutoffsOf(rule, now))
    plans.push({ ...rule, due, isInForce: rule.from.getTime() <= now })
  }
  return plans
}

/**
 * Deletes what is due where the rule is in force, and returns what it has deleted: the plan, walk by walk in batches. Each batch is checked
 * again under the lock of the walk, so that what has changed since the plan, or was deleted by another process, is left alone. After an
 * interruption the next run continues.
 */
export async function applyRetention(surroundings: Surroundings): Promise<DueItem[]> {
  const done: DueItem[] = []
  for (const plan of await planRetention(surroundings)) {
    if (!plan.isInForce) continue
    for (const planned of batchesOf(plan.due)) {
      if (surroundings.isClosing?.()) return done
      done.push(...(await applyBatch(surroundings, { rule: plan, planned })))
    }
  }
  return done
}

/** Splits items into batches of one space each. */
function batchesOf(due: readonly DueItem[]): DueItem[][] {
  const spaces = [...Map.groupBy(due, ({ spaceId }) => spaceId).values()]
  return spaces.flatMap((items) =>
    Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
      items.slice(index * batchSize, (index + 1) * batchSize),
    ),
  )
}

interface PlannedBatch {
  rule: RetentionRule
  /** Items of one space; at least one. */
  planned: readonly DueItem[]
}

async function applyBatch(
  { store, photoFiles, feed, now }: Surroundings,
  { rule, planned }: PlannedBatch,
): Promise<DueItem[]> {
  const { municipalityId } = rule
  const spaceId = planned[0]?.spaceId ?? municipalityId
  const space = { municipalityId, spaceId }
  const among = { spaceId, ids: planned.map(({ id }) => id) }
  const isPlanned = new Set(planned.map(keyOf))
  const { due, head } = await store.db.transaction().execute(async (tx) => {
    const locked = (await lockSpace(tx, space)) ?? 0n
    const found = await findDue(tx, { municipalityId, among }, cutoffsOf(rule, now))
    const still = found.filter((item) => isPlanned.has(keyOf(item)))
    return {
      due: still,
      head: await deleteDue(tx, { space, due: still, head: locked, photoFiles, now }),
    }
  })
  if (due.length > 0) feed?.publish({ ...space, head: head.toString() })
  return due
}

/** An observation may be due for its people and for its texts. */
const keyOf = ({ kind, id }: DueItem): string => `${kind} ${id}`

interface Batch {
  space: SpaceKey
  due: readonly DueItem[]
  head: bigint
  photoFiles: PhotoFiles
  now: number
}

/** Returns the new head. Photo files are deleted before the commit: a process that dies in between finds their rows again and repeats it. */
async function deleteDue(tx: Transaction<Database>, work: Batch): Promise<bigint> {
  const { space, due, head, photoFiles, now } = work
  const { municipalityId } = space
  const of = (kind: RetentionKind): Uuid[] =>
    due.filter((item) => item.kind === kind).map(({ id }) => id)
  const [withdrawn, texts] = [of('withdrawn'), new Set(of('texts'))]
  const changed = [...new Set([...of('person'), ...texts])]
  await forgetNames(tx, space, of('name'))
  await forgetAside(tx, space, of('aside'))
  await deleteReplies(tx, space, of('reply'))
  await forgetVotesIn(tx, space, of('vote'))
  await forgetStatusLinksIn(tx, space, of('status-link'))
  await deletePhoneAddresses(tx, space, of('address'))
  await deleteMessagesTo(tx, municipalityId, of('address'))
  await forgetPushed(tx, municipalityId, of('notified'))
  await deleteMessages(tx, municipalityId, of('message'))
  const files = [
    ...(await remove(tx, { space, ids: withdrawn, head })),
    ...(await takePhotos(tx, municipalityId, changed)),
  ]
  await forgetAuthors(tx, municipalityId, changed)
  await forgetWords(tx, municipalityId, [...texts])
  await forgetPublications(tx, municipalityId, [...texts])
  const found = [...(await findObservations(tx, municipalityId, changed)).values()]
  const after = head + BigInt(withdrawn.length)
  const bodies = found.map((observation, index) => ({
    kind: 'observation' as const,
    seq: after + BigInt(index + 1),
    body: texts.has(observation.id) ? withoutTexts(observation) : withoutPerson(observation),
  }))
  const end = after + BigInt(bodies.length)
  const receivedAt = new Date(now).toISOString()
  await writeChanges(tx, space, { changed: bodies, head: end, events: [], receivedAt })
  for (const file of files) await photoFiles.removeAll(file)
  const isGone = () => of('lines').length > 0
  const said = await removeLines(tx, { space, isGone, head: end, now })
  return removeWishes(tx, { space, ids: of('wish'), head: said })
}
