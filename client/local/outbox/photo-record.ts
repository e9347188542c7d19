import type { Uuid } from '../../../shared/identifiers.ts'

/** draft: its pin is not saved yet; waiting: to be sent; sent: the server has every byte; rejected: needs the person's attention. */
type PhotoRecordState = 'draft' | 'waiting' | 'sent' | 'rejected'

/** A photo's facts in the outbox database (format frozen at version 1); its bytes are apart, so lists never load them. */
export interface PhotoRecord {
  photoId: Uuid
  observationId: Uuid
  space: Uuid
  /** Lower-case hex, of the bytes as kept and sent. */
  sha256: string
  size: number
  mime: string
  width: number
  height: number
  /** Number of `photoChunk` records, each of at most `photoChunkBytes`. */
  chunks: number
  state: PhotoRecordState
  /** Running number of the mutation that announced it; 0 while its pin is a draft. */
  announcedSeq: number
  /** The same number while it waits, absent otherwise, so that the index contains waiting photos only. */
  waitingSeq?: number
  /** Bytes the server has confirmed. */
  sentOffset: number
  /** How often the upload was started over after a wrong hash. */
  startOvers: number
  problemText: string | null
  /** Server time at which the last byte was confirmed. */
  sentAt: string | null
  /** The photo could not be used and its owner has deleted it from this phone: it has no bytes and is not shown. */
  isDropped?: true
}

/** Size of a stored chunk. Chunks are never a Blob, because Safari loses those (sync.md §2.1). */
export const photoChunkBytes = 512 * 1024
