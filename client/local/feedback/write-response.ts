import type { Outcome } from '../../../shared/problem.ts'
import type { Subject } from '../capture/capture-change.ts'
import { readFact, writeFact } from '../database/identity.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { writeWork } from '../phone/phone-context.ts'

/**
 * Writes what a person says of a pin that is there already. From the first response on, this phone loads the rules of responses with each
 * walk (walk-identity.ts); the note of that is part of the same transaction.
 */
export async function writeResponse(
  { context, seen }: Pick<Subject, 'context' | 'seen'>,
  write: (transaction: WriteTransaction) => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  let isFirst = false
  const outcome = await writeWork({ context, entity: seen.id }, async (transaction) => {
    isFirst = (await readFact(transaction, 'sees-too')) === undefined
    if (isFirst) await writeFact(transaction, { key: 'sees-too', value: true })
    return write(transaction)
  })
  if (isFirst && outcome.ok) context.notices.publish({ kind: 'walks' })
  return outcome
}
