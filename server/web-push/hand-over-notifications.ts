import type { Kysely } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import { nextTry } from '../mail/retry-pauses.ts'
import { linkOriginOf, type MailConfig } from '../mail/mail-settings.ts'
import type { Store } from '../store/database/database.ts'
import type { Database } from '../store/database/schema.ts'
import { readMunicipality, readMunicipalityIds } from '../store/walks/municipality-store.ts'
import {
  dropStale,
  settleNotification,
  takeNotifications,
  type NotificationChange,
  type StoredNotification,
} from '../store/web-push/notification-store.ts'
import { deleteSubscription, readSubscription } from '../store/web-push/subscription-store.ts'
import { installationKeys } from './installation-keys.ts'
import { notificationOf } from './notification-of.ts'
import { sendNotification, type PushOutcome, type Sender } from './send-notification.ts'

export interface NotificationRun {
  store: Pick<Store, 'db'>
  config: MailConfig
  /** Server time, milliseconds since 1970 UTC. */
  now: () => number
  isClosing: () => boolean
  /** For one call of a push service; absent: ten seconds. */
  timeoutMs?: number
}

const batchSize = 16
/** What the phone shows is news of these days only, so it is not tried for as long as a mail. */
const mostTries = 5

/**
 * Tells phones what waits for them, and returns how many push services have taken. Each is told at most once: what was taken by a run that died stays
 * marked, and the app shows the same news when it is opened. Twice, or in two processes: each finds others.
 */
export async function handOverNotifications(run: NotificationRun): Promise<number> {
  const { db } = run.store
  let taken = 0
  for (const municipalityId of await readMunicipalityIds(db)) {
    await dropStale(db, { municipalityId, now: run.now() })
    taken += await handOverIn(run, municipalityId)
  }
  return taken
}

async function handOverIn(run: NotificationRun, municipalityId: Uuid): Promise<number> {
  const { db } = run.store
  let taken = 0
  while (!run.isClosing()) {
    const batch = await takeNotifications(db, { municipalityId, now: run.now() }, batchSize)
    if (batch.length === 0) break
    const sender = await senderFor(run, municipalityId)
    const outcomes = await Promise.all(batch.map((one) => tell(run, sender, one)))
    taken += outcomes.filter((outcome) => outcome === 'taken').length
  }
  return taken
}

async function tell(
  { store: { db }, now }: NotificationRun,
  sender: Sender,
  about: StoredNotification,
): Promise<PushOutcome> {
  const subscription = await readSubscription(db, about)
  const outcome = subscription
    ? await sendNotification(subscription, notificationOf(about, subscription.language), sender)
    : 'gone'
  if (outcome === 'gone' && subscription) await deleteSubscription(db, about, subscription.endpoint)
  await settleNotification(db, about, changeOf(outcome, about.tries, now()))
  return outcome
}

function changeOf(outcome: PushOutcome, tries: number, nowMs: number): NotificationChange {
  if (outcome === 'taken') return { state: 'sent' }
  const nextTryAt = outcome === 'put-off' && tries < mostTries ? nextTry(tries, nowMs) : null
  return nextTryAt ? { state: 'waiting', nextTryAt } : { state: 'dropped' }
}

async function senderFor(run: NotificationRun, municipalityId: Uuid): Promise<Sender> {
  const { db } = run.store
  const keys = await installationKeys(db)
  const { timeoutMs = 10_000 } = run
  return { keys, contact: await contactOf(db, run.config, municipalityId), timeoutMs }
}

/** Push services want an address of HTTPS or e-mail; an installation without a public one names the municipality's. */
async function contactOf(
  db: Kysely<Database>,
  config: MailConfig,
  municipalityId: Uuid,
): Promise<string> {
  const origin = linkOriginOf(config)
  if (origin.startsWith('https:')) return origin
  const { privacy } = await readMunicipality(db, municipalityId)
  return `mailto:${privacy.contact}`
}
