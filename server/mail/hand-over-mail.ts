import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { makeUuid, type Uuid } from '../../shared/identifiers.ts'
import type { Store } from '../store/database/database.ts'
import type { Database } from '../store/database/schema.ts'
import { noteMailEpoch, type MailEpoch } from '../store/messages/mail-epoch.ts'
import { claimMessages, type Claim } from '../store/messages/message-claims.ts'
import { holdAll, holdRestored, settleCrashed } from '../store/messages/message-holds.ts'
import { readMunicipality, readMunicipalityIds } from '../store/walks/municipality-store.ts'
import { handOverBatch } from './hand-over-batch.ts'
import { linkOriginOf, type MailConfig } from './mail-settings.ts'
import { secretStatusPage } from './status-page-for.ts'
import { openSmtp, smtpTimeouts, type SmtpTimeouts } from './smtp/open-smtp.ts'

export interface MailRun {
  store: Pick<Store, 'db'>
  config: MailConfig
  /** Server time, milliseconds since 1970 UTC. */
  now: () => number
  isClosing: () => boolean
  /** Absent: those of open-smtp.ts. */
  timeouts?: SmtpTimeouts
}

/** Small enough that a lease outlasts the batch, were every hand-over slow. */
const batchSize = 16

/**
 * Hands over what is due and returns how many mails the server took. Each message is handed over at most once by itself: it is claimed by one
 * run, marked before the hand-over begins, and stays marked when nobody knows how that ended. Twice, or in two processes: each finds other
 * messages. Throws the first error that is not the mail server's.
 */
export async function handOverMail(run: MailRun): Promise<number> {
  const { db } = run.store
  const epoch = await noteMailEpoch(db, new Date(run.now()))
  let handedOver = 0
  for (const municipalityId of await readMunicipalityIds(db)) {
    if (run.isClosing()) break
    await putAside(db, { municipalityId, epoch, now: new Date(run.now()) })
    if (run.config.smtpUrl === null) {
      await holdAll(db, { municipalityId, now: new Date(run.now()) })
      continue
    }
    const done = await handOverIn(run, municipalityId, run.config.smtpUrl)
    handedOver += done.handedOver
    if (done.isServerAway) break
  }
  return handedOver
}

interface PutAside {
  municipalityId: Uuid
  epoch: MailEpoch
  now: Date
}

/** What nobody may send by itself. */
async function putAside(
  db: Kysely<Database>,
  { municipalityId, epoch, now }: PutAside,
): Promise<void> {
  await settleCrashed(db, { municipalityId, now })
  await holdRestored(db, { municipalityId, now }, epoch)
}

async function handOverIn(run: MailRun, municipalityId: Uuid, smtpUrl: string) {
  const { store, config, now, isClosing, timeouts = smtpTimeouts } = run
  const { db } = store
  const claimId = makeUuid(now(), () => randomBytes(16))
  const claimOf = (): Claim => ({ municipalityId, claimId, now: new Date(now()) })
  const connect = () => openSmtp(smtpUrl, timeouts)
  const statusPageFor = secretStatusPage({ db, origin: linkOriginOf(config), now })
  let handedOver = 0
  while (!isClosing()) {
    const messages = await claimMessages(db, claimOf(), batchSize)
    if (messages.length === 0) break
    const municipality = await readMunicipality(db, municipalityId)
    const batch = {
      ...{ db, config, municipality, statusPageFor },
      ...{ messages, claimOf, connect, isClosing },
    }
    const result = await handOverBatch(batch)
    handedOver += result.handedOver
    if (result.errors.length > 0) throw result.errors[0]
    if (result.isServerAway) return { handedOver, isServerAway: true }
  }
  return { handedOver, isServerAway: false }
}
