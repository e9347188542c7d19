import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { findByNumber, type FoundObservation } from '../store/observations/erasure-store.ts'
import { openPhotoFiles } from '../store/photos/photo-files.ts'
import { eraseObservation, erasePhone, type Erased } from '../privacy/erase.ts'
import { UsageError } from './usage-error.ts'

interface EraseOptions {
  observation?: string | undefined
  'author-of'?: string | undefined
}

/** Erases for good what a person has asked to have erased; returns a message with what was erased. Throws `UsageError`. */
export async function eraseCommand(
  store: Store,
  config: Config,
  { observation, 'author-of': authorOf }: EraseOptions,
): Promise<string> {
  if ((observation === undefined) === (authorOf === undefined)) {
    throw new UsageError('Give either --observation <number> or --author-of <number>.')
  }
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
