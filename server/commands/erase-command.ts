import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { findByNumber, type FoundObservation } from '../store/observations/erasure-store.ts'
import { openPhotoFiles } from '../store/photos/photo-files.ts'
import { eraseLines } from '../privacy/erase-lines.ts'
import { eraseObservation, erasePhone, type Erased } from '../privacy/erase.ts'
import { eraseReply } from '../privacy/erase-reply.ts'
import { eraseWish } from '../privacy/erase-wish.ts'
import { findReplyById } from '../store/replies/reply-store.ts'
import { findWalkCode } from '../store/walks/membership-store.ts'
import { findLink, findWishById, linkHashOf } from '../store/wishes/wish-store.ts'
import { UsageError } from './usage-error.ts'

interface EraseOptions {
  observation?: string | undefined
  'author-of'?: string | undefined
  wish?: string | undefined
  lines?: string | undefined
  reply?: string | undefined
}

/** Erases for good what a person has asked to have erased; returns a message with what was erased. Throws `UsageError`. */
export async function eraseCommand(
  store: Store,
  config: Config,
  { observation, 'author-of': authorOf, wish, reply, lines }: EraseOptions,
): Promise<string> {
  const given = [observation, authorOf, wish, reply, lines].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new UsageError(
      'Give one of --observation <number>, --author-of <number>, --wish <id or link>, --reply <id> and --lines <walk code>.',
    )
  }
  if (wish !== undefined) return eraseOneWish(store, wish)
  if (reply !== undefined) return eraseOneReply(store, reply)
  if (lines !== undefined) return eraseWhatWasSaid(store, lines)
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

/** What leaders have said to everybody on a walk, all of it: a line has no number. */
async function eraseWhatWasSaid(store: Store, code: string): Promise<string> {
  const found = await findWalkCode(store.db, code)
  if (!found) throw new UsageError(`There is no walk with the code ${code}.`)
  const { municipalityId, walkId } = found
  if (!(await eraseLines(store, { municipalityId, walkId, now: Date.now() }))) {
    throw new UsageError('Nothing was said to everybody on this walk.')
  }
  return 'Erased: the lines of 1 walk. Backups still hold them: after a restore, do this again.'
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
