import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { findByNumber, type FoundObservation } from '../store/observations/erasure-store.ts'
import { openPhotoFiles } from '../store/photos/photo-files.ts'
import { eraseObservation, erasePhone, type Erased } from '../privacy/erase.ts'
import { eraseReply } from '../privacy/erase-reply.ts'
import { eraseWish } from '../privacy/erase-wish.ts'
import { findReplyById } from '../store/replies/reply-store.ts'
import { findLink, findWishById, linkHashOf } from '../store/wishes/wish-store.ts'
import { UsageError } from './usage-error.ts'

interface EraseOptions {
  observation?: string | undefined
  'author-of'?: string | undefined
  wish?: string | undefined
  reply?: string | undefined
}

/** Erases for good what a person has asked to have erased; returns a message with what was erased. Throws `UsageError`. */
export async function eraseCommand(
  store: Store,
  config: Config,
  { observation, 'author-of': authorOf, wish, reply }: EraseOptions,
): Promise<string> {
  if ([observation, authorOf, wish, reply].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError(
      'Give one of --observation <number>, --author-of <number>, --wish <id or link> and --reply <id>.',
    )
  }
  if (wish !== undefined) return eraseOneWish(store, wish)
  if (reply !== undefined) return eraseOneReply(store, reply)
  const photoFiles = await openPhotoFiles(join(config.dataDir, 'photos'))
  const surroundings = { store, photoFiles, now: Date.now() }
  const found = await findOne(store, observation ?? authorOf ?? '')
  if (observation !== undefined) return saying(await eraseObservation(surroundings, found))
  const { municipalityId, authorClientId: clientId } = found
  if (clientId === null) {
    throw new UsageError('An official made it; erase it alone with --observation.')
  }
  return saying(await erasePhone(surroundings, { municipalityId, clientId }))
}

/** Takes the id that the desk shows, or the asker's own link. */
async function eraseOneWish(store: Store, named: string): Promise<string> {
  const secret = /#([\w-]{43})$/.exec(named)?.[1]
  const found =
    secret === undefined
      ? await findWishById(store.db, named)
      : await findLink(store.db, linkHashOf(secret))
  if (!found || !(await eraseWish(store, found))) throw new UsageError('There is no such wish.')
  return 'Erased: 1 wish. Backups still hold it: after a restore, do this again.'
}

/** Takes the id that the page of the answer shows. */
async function eraseOneReply(store: Store, id: string): Promise<string> {
  const found = await findReplyById(store.db, id)
  if (!found || !(await eraseReply(store, found))) throw new UsageError('There is no such reply.')
  return 'Erased: 1 reply. Backups still hold it: after a restore, do this again.'
}

async function findOne(store: Store, number: string): Promise<FoundObservation> {
  if (!/^\d{1,18}$/.test(number))
    throw new UsageError(`"${number}" is no number of an observation.`)
  const [found] = await findByNumber(store.db, number)
  if (!found) throw new UsageError(`There is no observation ${number}.`)
  return found
}

const saying = ({ observations, comments, photos }: Erased): string =>
  `Erased: ${String(observations)} observations, ${String(comments)} comments on others, ` +
  `${String(photos)} photos. Backups still hold them: after a restore, do this again.`
