import type { Uuid } from '../../../shared/identifiers.ts'
import type { Draft } from './draft.ts'
import { putAll, type ReadTransaction, type WriteTransaction } from '../database/phone-database.ts'

interface DraftRecord {
  observationId: Uuid
  text: string
}

const storeOf = (transaction: WriteTransaction) => transaction.objectStore('draft')

const recordOf = (draft: Draft): DraftRecord => ({
  observationId: draft.observationId,
  text: JSON.stringify(draft),
})

export async function writeDraft(transaction: WriteTransaction, draft: Draft): Promise<void> {
  await storeOf(transaction).put(recordOf(draft))
}

/** For transactions whose failure is reported as a whole. */
export function putDrafts(transaction: WriteTransaction, drafts: readonly Draft[]): void {
  putAll(transaction, 'draft', drafts.map(recordOf))
}

export async function deleteDraft(transaction: WriteTransaction, id: Uuid): Promise<void> {
  await storeOf(transaction).delete(id)
}

export async function findDraft(
  transaction: ReadTransaction,
  id: Uuid,
): Promise<Draft | undefined> {
  const record = (await transaction.objectStore('draft').get(id)) as DraftRecord | undefined
  return record && (JSON.parse(record.text) as Draft)
}

/** The latest draft comes first. */
export async function allDrafts(transaction: ReadTransaction): Promise<Draft[]> {
  const records = (await transaction.objectStore('draft').getAll()) as DraftRecord[]
  return records.map(({ text }) => JSON.parse(text) as Draft).sort(byNewest)
}

export const byNewest = (a: Draft, b: Draft): number => b.updatedAt.localeCompare(a.updatedAt)
