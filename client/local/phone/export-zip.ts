import type { Uuid } from '../../../shared/identifiers.ts'
import { readClientId } from '../database/identity.ts'
import { argsOf, problemOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { allEntries, allPhotos } from '../outbox/outbox-reads.ts'
import { photoBytes } from '../capture/capture-draft.ts'
import type { Draft } from '../capture/draft.ts'
import { allDrafts } from '../capture/draft-store.ts'
import { phoneTime } from './phone-environment.ts'
import type { PhoneContext } from './phone-context.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/heif': 'heif',
}

const fileName = ({ photoId, mime }: PhotoRecord): string =>
  `photos/${photoId}.${extensions[mime] ?? 'bin'}`

const exported = (entry: OutboxEntry) => {
  const { id, clientSeq, space, entity, name, v, capturedAt, tzOffset, state, settledAt } = entry
  const facts = { id, clientSeq, space, entity, name, v, capturedAt, tzOffset, state, settledAt }
  return { ...facts, args: argsOf(entry), problem: problemOf(entry) }
}

export type ExportedEntry = ReturnType<typeof exported>

/** Writes the page for people; its words belong to another folder. */
export type WritePage = (contents: ExportContents) => string

export interface ExportContents {
  format: 'lygte-export'
  version: 1
  exportedAt: string
  clientId: Uuid | null
  /** When the latest item was changed. */
  draft: Draft | null
  drafts: readonly Draft[]
  entries: ExportedEntry[]
  photos: (PhotoRecord & { file: string })[]
}

/**
 * Exports this phone's own items as a zip (O3): `lygte.json` with every mutation as it is or was sent, the photos that are still
 * here, and a readable page that `writePage` makes of the same contents. Photos are loaded one at a time and become parts of a
 * Blob; the zip code is loaded only here.
 */
export async function exportZip(context: PhoneContext, writePage: WritePage): Promise<Blob> {
  const { outbox, environment } = context
  const known = await outbox.read(
    ['mutation', 'photo', 'identity', 'draft'],
    async (transaction) => {
      const clientId = await readClientId(transaction)
      const drafts = await allDrafts(transaction)
      const entries = await allEntries(transaction)
      return { clientId, drafts, entries, photos: await allPhotos(transaction) }
    },
  )
  const contents: ExportContents = {
    format: 'lygte-export',
    version: 1,
    exportedAt: phoneTime(environment),
    clientId: known.clientId,
    draft: known.drafts[0] ?? null,
    drafts: known.drafts,
    entries: known.entries.map(exported),
    photos: known.photos
      .filter(({ isDropped }) => !isDropped)
      .map((photo) => ({ ...photo, file: fileName(photo) })),
  }
  const file = await createZip()
  file.add('index.html', new TextEncoder().encode(writePage(contents)))
  file.add('lygte.json', new TextEncoder().encode(JSON.stringify(contents, null, 2)))
  for (const photo of known.photos) {
    const bytes = await photoBytes(context, photo.photoId satisfies Uuid)
    if (bytes) file.add(fileName(photo), bytes)
  }
  return file.finish()
}

async function createZip() {
  const { Zip, ZipDeflate, ZipPassThrough } = await import('fflate')
  const parts: Uint8Array<ArrayBuffer>[] = []
  let failure: Error | null = null
  const zip = new Zip((error, part) => {
    failure ??= error
    parts.push(Uint8Array.from(part))
  })
  return {
    add(name: string, bytes: Uint8Array): void {
      // Pictures are compressed already.
      const entry = /\.(json|html)$/.test(name) ? new ZipDeflate(name) : new ZipPassThrough(name)
      zip.add(entry)
      entry.push(bytes, true)
    },
    finish(): Blob {
      zip.end()
      if (failure) throw failure
      return new Blob(parts, { type: 'application/zip' })
    },
  }
}
