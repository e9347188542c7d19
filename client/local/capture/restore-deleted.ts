import type { Uuid } from '../../../shared/identifiers.ts'
import { findDraft, writeDraft } from './draft-store.ts'
import type { Draft } from './draft.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { readChunks, writeChunks } from '../outbox/photo-queue.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'

/** What was deleted from this phone, kept in memory for as long as the person may revert the deletion. */
export interface Keepsake {
  observationId: Uuid
  draft: Draft | null
  entries: readonly OutboxEntry[]
  photos: readonly KeptPhoto[]
}

interface KeptPhoto {
  record: PhotoRecord
  chunks: readonly ArrayBuffer[]
}

interface Doomed {
  observationId: Uuid
  entries?: readonly OutboxEntry[]
  photos?: readonly PhotoRecord[]
}

/** Reads what the same transaction is about to delete. */
export async function takeKeepsake(
  transaction: ReadTransaction,
  { observationId, entries = [], photos = [] }: Doomed,
): Promise<Keepsake> {
  const draft = (await findDraft(transaction, observationId)) ?? null
  const kept: KeptPhoto[] = []
  for (const record of photos) kept.push({ record, chunks: await readChunks(transaction, record) })
  return { observationId, draft, entries, photos: kept }
}

/** Puts everything back where it was; running it twice changes nothing. */
export async function putBack(context: PhoneContext, keepsake: Keepsake): Promise<void> {
  const { observationId, entries } = keepsake
  const stores = ['mutation', 'draft', 'photo', 'photoChunk', 'identity']
  await context.outbox.write(stores, (transaction) => restoreRecords(transaction, keepsake))
  context.notices.publish({ kind: 'draft' })
  const isNewWork = entries.length > 0
  context.notices.publish({ kind: 'outbox', entities: [observationId], isNewWork })
}

async function restoreRecords(
  transaction: WriteTransaction,
  { draft, entries, photos }: Keepsake,
): Promise<void> {
  for (const entry of entries) await transaction.objectStore('mutation').put(entry)
  // The server may have been told that these numbers will not arrive.
  if (entries.length > 0) await noteRetired(transaction)
  for (const { record, chunks } of photos) await writeChunks(transaction, record, chunks)
  if (draft) await writeDraft(transaction, draft)
}
