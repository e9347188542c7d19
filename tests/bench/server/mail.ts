import { sql } from 'kysely'
import { handOverMail } from '../../../server/mail/hand-over-mail.ts'
import { tellWalkers } from '../../../server/mail/tell-walkers.ts'
import { openFeedback } from '../../../server/store/promises/feedback-store.ts'
import { monthsAfter } from '../../../shared/walk/feedback/feedback-dates.ts'
import { startDurableStore, type DurableStore } from '../../support/databases/durable-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { mailConfig } from '../../support/mail/mail-town-config.ts'
import { openSmtpStage } from '../../support/mail/smtp-stage.ts'
import type { BenchRow } from '../bench-row.ts'

const mails = 1_000
const most = 60
const reportDay = '2027-02-10'
const dueAt = Date.parse(`${monthsAfter(reportDay, 1)}T07:00:00Z`)

/** A thousand feedbacks to people who walked, each with a link of its own, from the outbox to a mail server on this machine. */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const smtp = await openSmtpStage()
  try {
    const town = await seedMunicipality(store)
    await fill(store, town)
    const started = performance.now()
    const handedOver = await handOverMail({
      ...{ store, config: mailConfig(smtp.url), now: () => dueAt, isClosing: () => false },
    })
    const seconds = (performance.now() - started) / 1_000
    const different = new Set(smtp.mails.map(({ headers }) => headers['message-id'])).size
    return [
      {
        ...{
          name: `Mail: ${String(mails)} feedbacks handed over by SMTP`,
          value: seconds,
          unit: 's',
        },
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

/** People of a walk whose first feedback is due today. */
async function fill(store: DurableStore, { id, walk }: TestMunicipality) {
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
  await openFeedback(store.db, { municipalityId: id, walkId: walk.id }, reportDay)
  await tellWalkers(store, dueAt)
}
