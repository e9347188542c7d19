import type { Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Observation } from '../../shared/observation/observation.ts'
import type { Store } from '../store/database/database.ts'
import {
  deleteObservations,
  forgetPhone,
  spacesOfPhone,
  takeAddedPhotos,
  worksOfPhone,
  type FoundObservation,
} from '../store/observations/erasure-store.ts'
import {
  lockSpace,
  writeSyncRows,
  type NewSyncRow,
  type SpaceKey,
} from '../store/spaces/feed-store.ts'
import { writeChanges } from '../store/spaces/batch-writes.ts'
import { findObservations } from '../store/observations/observation-store.ts'
import { rewritePhotoFiles } from '../store/reports/report-file-store.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { forgetMoves, phonesOfAuthor } from '../store/identity/move-store.ts'
import { lockPhone, type PhoneKey } from '../store/identity/phone-store.ts'
import type { Database } from '../store/database/schema.ts'
import { removeLines } from './erase-lines.ts'

export interface Erased {
  observations: number
  comments: number
  photos: number
}

interface Surroundings {
  store: Store
  photoFiles: PhotoFiles
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/**
 * Erases one observation on request (property O2): every reader's copy goes with its next pull, its photos leave the disk, and its
 * history keeps steps and dates without anybody's words. Phones that send it again get the answer of the first time. Backups keep
 * it: whoever restores one repeats the erasure.
 */
export async function eraseObservation(
  { store, photoFiles }: Surroundings,
  { municipalityId, spaceId, observationId }: FoundObservation,
): Promise<Erased> {
  const space = { municipalityId, spaceId }
  const files = await store.db.transaction().execute(async (tx) => {
    const head = await lockSpace(tx, space)
    await rewritePhotoFiles(tx, space)
    return head === undefined ? [] : remove(tx, { space, ids: [observationId], head })
  })
  await removeFiles(photoFiles, files)
  return { observations: 1, comments: 0, photos: files.length }
}

/**
 * The same for everything a phone has made, with what it has added elsewhere (comments, photos, "I see it too"), what it said to everybody,
 * its name, and its sessions: it would have to join anew.
 */
export async function erasePhone(
  { store, photoFiles, now }: Surroundings,
  phone: PhoneKey,
): Promise<Erased> {
  const erased: Erased = { observations: 0, comments: 0, photos: 0 }
  for (const clientId of await phonesOfAuthor(store.db, phone)) {
    const { municipalityId } = phone
    await lockPhone(store, { municipalityId, clientId, now: new Date(now) })
    await forgetMoves(store.db, { municipalityId, clientId })
  }
  for (const space of await spacesOfPhone(store.db, phone)) {
    const done = await store.db
      .transaction()
      .execute((tx) => eraseInSpace(tx, { space, clientId: phone.clientId, now }))
    await removeFiles(photoFiles, done.files)
    erased.observations += done.observations
    erased.comments += done.comments
    erased.photos += done.files.length
  }
  const loose = await store.db
    .transaction()
    .execute((tx) => forgetPhone(tx, { ...phone, now: new Date(now) }))
  await removeFiles(photoFiles, loose)
  return { ...erased, photos: erased.photos + loose.length }
}

interface InSpace {
  space: SpaceKey
  clientId: Uuid
  now: number
}

async function eraseInSpace(tx: Transaction<Database>, { space, clientId, now }: InSpace) {
  const receivedAt = new Date(now).toISOString()
  const head = (await lockSpace(tx, space)) ?? 0n
  const { municipalityId } = space
  const { made, addedTo } = await worksOfPhone(tx, space, clientId)
  const others = [...(await findObservations(tx, municipalityId, addedTo)).values()]
  const removed = await remove(tx, { space, ids: made, head })
  const added = await takeAddedPhotos(tx, { municipalityId, clientId }, addedTo)
  const photoIds = new Set(added.map(({ photoId }) => photoId))
  const after = head + BigInt(made.length)
  const changed = others.map((body, index) => ({
    kind: 'observation' as const,
    seq: after + BigInt(index + 1),
    body: withoutAdditions(body, clientId, photoIds),
  }))
  const end = after + BigInt(others.length)
  await writeChanges(tx, space, { changed, head: end, events: [], receivedAt })
  await rewritePhotoFiles(tx, space)
  await removeLines(tx, { space, isGone: ({ by }) => by === clientId, head: end, now })
  const comments = others.flatMap((other) => other.comments.filter(isBy(clientId))).length
  const files = [...removed, ...added.map(({ fileName }) => fileName)]
  return { files, observations: made.length, comments }
}

const isBy =
  (clientId: Uuid) =>
  ({ authorClientId }: Observation['comments'][number]): boolean =>
    authorClientId === clientId

const withoutAdditions = (
  { seenToo, ...observation }: Observation,
  clientId: Uuid,
  photoIds: ReadonlySet<Uuid>,
): Observation => ({
  ...observation,
  ...(seenToo ? { seenToo: seenToo.filter((one) => one.clientId !== clientId) } : {}),
  ...withoutRemarks(observation, clientId),
  comments: observation.comments.filter((comment) => !isBy(clientId)(comment)),
  photos: observation.photos.filter(({ photoId }) => !photoIds.has(photoId)),
})

/** What was seen stays for the municipality, as any status does; the words and the phone go. */
function withoutRemarks(
  { answer, verifications = [], verifiedBy = [] }: Omit<Observation, 'seenToo'>,
  clientId: Uuid,
): Partial<Observation> {
  const own = verifiedBy.filter((one) => one.clientId === clientId)
  if (own.length === 0) return {}
  const isOwn = ({ followUpId }: { followUpId: Uuid }) =>
    own.some((one) => one.followUpId === followUpId)
  const isOwnAnswer = verifications.some((one) => isOwn(one) && one.at === answer?.at)
  return {
    answer: answer && isOwnAnswer ? { ...answer, text: '' } : answer,
    verifications: verifications.map((one) => (isOwn(one) ? { ...one, remark: '' } : one)),
    verifiedBy: verifiedBy.map(({ clientId: phone, ...one }) =>
      phone === undefined || phone === clientId ? one : { ...one, clientId: phone },
    ),
  }
}

interface Removal {
  space: SpaceKey
  ids: readonly Uuid[]
  head: bigint
}

/** Leaves a deletion in the feed for each, so that every reader drops its copy. Returns the names of photo files to remove. */
export async function remove(
  tx: Transaction<Database>,
  { space, ids, head }: Removal,
): Promise<string[]> {
  if (ids.length === 0) return []
  const files = await deleteObservations(tx, space, ids)
  const rows = ids.map((id, index): NewSyncRow => {
    return { kind: 'observation', id, seq: head + BigInt(index + 1), body: null }
  })
  await writeSyncRows(tx, space, { rows, head: head + BigInt(ids.length) })
  return files
}

async function removeFiles(photoFiles: PhotoFiles, names: readonly string[]): Promise<void> {
  for (const name of names) await photoFiles.removeAll(name)
}
