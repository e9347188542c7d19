import { sql } from 'kysely'
import { handOverMail } from '../../../server/mail/hand-over-mail.ts'
import { phonesToTell } from '../../../server/store/messages/address-store.ts'
import { writeMessages } from '../../../server/store/messages/write-messages.ts'
import { startDurableStore, type DurableStore } from '../../support/databases/durable-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { mailConfig } from '../../support/mail/mail-town-config.ts'
import { openSmtpStage } from '../../support/mail/smtp-stage.ts'
import type { BenchRow } from '../bench-row.ts'

const mails = 1_000
const most = 60

/** A thousand e-mails to people who walked, each with an address and a finding of its own, from the outbox to a mail server on this machine. */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const smtp = await openSmtpStage()
  try {
    const town = await seedMunicipality(store)
    await fill(store, town)
    const started = performance.now()
    const handedOver = await handOverMail({
      ...{ store, config: mailConfig(smtp.url), now: Date.now, isClosing: () => false },
    })
    const seconds = (performance.now() - started) / 1_000
    const different = new Set(smtp.mails.map(({ headers }) => headers['message-id'])).size
    return [
      {
        ...{ name: `Mail: ${String(mails)} handed over by SMTP`, value: seconds, unit: 's' },
        target: `<= ${String(most)} s`,
        ok: seconds <= most && handedOver === mails && different === mails,
        note: `${String(different)} arrived, ${seconds.toFixed(1)} s, server and sender in one process`,
      },
    ]
  } finally {
    await smtp.close()
    await store.stop()
  }
}

async function fill(store: DurableStore, { id, phones, walk, officials }: TestMunicipality) {
  const finding = await pinAs(store, phones.anna)
  await sql`
    update observations set status = 'needs-info', body = body || ${JSON.stringify({
      status: 'needs-info',
      answer: {
        status: 'needs-info',
        text: 'Hvor mange lamper?',
        at: '',
        by: officials.carla.name,
      },
    })}::jsonb where municipality_id = ${id} and id = ${finding}`.execute(store.db)
  await sql`
    with made as (select gen_random_uuid() as client_id from generate_series(1, ${mails}::integer)), known as (
      insert into clients (municipality_id, client_id) select ${id}::uuid, client_id from made
    ), members as (
      insert into walk_members (municipality_id, walk_id, client_id, role)
      select ${id}::uuid, ${walk.id}::uuid, client_id, 'walker' from made
    )
    insert into phone_addresses (municipality_id, client_id, email, language, given_at)
    select ${id}::uuid, client_id, client_id || '@example.dk', 'da', now() from made`.execute(
    store.db,
  )
  const now = Date.now()
  const causedAt = new Date(now).toISOString()
  const recipients = await phonesToTell(store.db, { municipalityId: id, walkId: walk.id })
  const messages = recipients.map((phone) => ({
    ...{ kind: 'question', subjectId: finding, walkId: walk.id, findingId: finding, causedAt },
    recipient: { kind: 'phone' as const, id: phone },
  }))
  await store.db
    .transaction()
    .execute((tx) => writeMessages(tx, { municipalityId: id, now }, messages))
}
