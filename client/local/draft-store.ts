import type { Uuid } from '../../shared/identifiers.ts'
import type { Draft } from './draft.ts'
import type { ReadTransaction, WriteTransaction } from './phone-database.ts'

interface DraftRecord {
  observationId: Uuid
  text: string
}

const storeOf = (transaction: WriteTransaction) => transaction.objectStore('draft')

export async function writeDraft(transaction: WriteTransaction, draft: Draft): Promise<void> {
  const record: DraftRecord = { observationId: draft.observationId, text: JSON.stringify(draft) }
  await storeOf(transaction).put(record)
}

export async function deleteDraft(transaction: WriteTransaction, id: Uuid): Promise<void> {
  await storeOf(transaction).delete(id)
}

/** There is seldom more than one; the one touched last is meant. */
export async function newestDraft(transaction: ReadTransaction): Promise<Draft | undefined> {
  const records = (await transaction.objectStore('draft').getAll()) as DraftRecord[]
  const drafts = records.map(({ text }) => JSON.parse(text) as Draft)
  return drafts.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt)).at(-1)
}
