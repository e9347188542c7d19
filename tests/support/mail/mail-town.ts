import { beforeEach } from 'vitest'
import { handOverMail, type MailRun } from '../../../server/mail/hand-over-mail.ts'
import type { OutboxMessage } from '../../../server/store/messages/outbox-store.ts'
import { listMessages } from '../../../server/store/messages/outbox-store.ts'
import { writeMessages, type NewMessage } from '../../../server/store/messages/write-messages.ts'
import type { Store } from '../../../server/store/database/database.ts'
import type { Language } from '../../../shared/text/language.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../fixtures/people.ts'
import { storeWithApp, type StoreWithApp } from '../server/store-with-app.ts'
import { mailConfig } from './mail-town-config.ts'
import { openSmtpStage, type SmtpStage } from './smtp-stage.ts'

/** A day in March, far from every change of the clocks. */
export const mailStart = Date.parse('2027-03-10T09:00:00Z')
export const minute = 60_000

export interface MailTown {
  held: StoreWithApp
  town: TestMunicipality
  smtp: SmtpStage
  /** The server's clock. */
  now: number
}

/** A town with an empty outbox and a mail server of its own, both made anew before every test of a file. */
export function mailTown(): MailTown {
  const world = { now: mailStart } as MailTown
  world.held = storeWithApp({ now: () => world.now })
  beforeEach(async () => {
    world.now = mailStart
    await world.held.store.truncate()
    world.town = await seedMunicipality(world.held.store)
    world.smtp = await openSmtpStage()
    return () => world.smtp.close()
  })
  return world
}

/** Short enough to see what happens when nobody answers, and longer than a busy machine takes to answer. */
export const impatient = { timeouts: { connectMs: 15_000, idleMs: 1_000 } }

export const runOf = (
  { held, smtp, now }: Pick<MailTown, 'held' | 'smtp' | 'now'>,
  changes: Partial<MailRun> = {},
): MailRun => ({
  store: held.store,
  config: mailConfig(smtp.url),
  now: () => now,
  isClosing: () => false,
  ...changes,
})

export const handOver = (world: MailTown, changes?: Partial<MailRun>) =>
  handOverMail(runOf(world, changes))

/** A phone of the town whose person has given an address. */
export async function giveAddress(
  { held, town }: Pick<MailTown, 'held' | 'town'>,
  name: keyof TestMunicipality['phones'] = 'anna',
  given: { email?: string; language?: Language } = {},
): Promise<string> {
  const { email = `${name}@example.dk`, language = 'da' } = given
  const { clientId } = town.phones[name]
  const key = { municipality_id: town.id, client_id: clientId }
  await held.store.db
    .insertInto('phone_addresses')
    .values({ ...key, email, language, given_at: new Date(mailStart) })
    .execute()
  return clientId
}

/** Writes messages to a phone, one unless more are asked for. */
export async function writeTo(
  store: Store,
  { municipalityId, clientId, now }: { municipalityId: string; clientId: string; now: number },
  changes: Partial<NewMessage> & { count?: number } = {},
): Promise<void> {
  const { count = 1, ...rest } = changes
  const recipient = { kind: 'phone' as const, id: clientId }
  const causedAt = new Date(now).toISOString()
  const messages = Array.from({ length: count }, () => ({
    ...{ kind: 'address-given', subjectId: someUuid(), recipient, causedAt, ...rest },
  }))
  await store.db.transaction().execute((tx) => writeMessages(tx, { municipalityId, now }, messages))
}

/** All messages of the town, whatever became of them. */
export async function outboxOf({ held, town }: MailTown): Promise<OutboxMessage[]> {
  const scope = { municipalityId: town.id }
  const { db } = held.store
  return [
    ...(await listMessages(db, { ...scope, part: 'open' }, 2_000)),
    ...(await listMessages(db, { ...scope, part: 'done' }, 2_000)),
  ]
}

export const statesOf = async (world: MailTown): Promise<string[]> =>
  (await outboxOf(world)).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state))
