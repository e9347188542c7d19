import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed } from '../../../shared/problem.ts'
import { reissue } from '../outbox/outbox-answers.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { makeId } from '../phone/phone-environment.ts'

export const retryAnswer = (context: PhoneContext, entryId: Uuid): Promise<void> =>
  onRefused(context, entryId, async (transaction, entry) => {
    const id = makeId(context.environment)
    for (const one of reissue(entry, id)) await transaction.objectStore('mutation').put(one)
  })

/** The server's refusal stands; only this phone forgets what was asked. */
export const discardAnswer = (context: PhoneContext, entryId: Uuid): Promise<void> =>
  onRefused(context, entryId, async (transaction, entry) => {
    await noteRetired(transaction)
    await transaction.objectStore('mutation').delete(entry.id)
  })

/** Does nothing to what is not refused (any more). */
async function onRefused(
  context: PhoneContext,
  entryId: Uuid,
  act: (transaction: WriteTransaction, entry: OutboxEntry) => Promise<void>,
): Promise<void> {
  const find = (transaction: ReadTransaction) =>
    transaction.objectStore('mutation').get(entryId) as Promise<OutboxEntry | undefined>
  const known = await context.outbox.read(['mutation'], find)
  if (!known) return
  await writeWork({ context, entity: known.entity }, async (transaction) => {
    const entry = await find(transaction)
    if (entry?.state === 'refused') await act(transaction, entry)
    return succeed(undefined)
  })
}
