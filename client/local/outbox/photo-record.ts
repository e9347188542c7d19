import type { Uuid } from '../../../shared/identifiers.ts'

/** draft: its pin is not saved yet; waiting: to be sent; sent: the server has every byte; rejected: wants the person. */
export type PhotoRecordState = 'draft' | 'waiting' | 'sent' | 'rejected'

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
  /** The same number while it waits, absent otherwise: the index of waiting photos holds nothing else. */
  waitingSeq?: number
  /** Bytes the server has confirmed. */
  sentOffset: number
  /** How often it was started over after a wrong hash. */
  startOvers: number
  problemText: string | null
  /** Server time at which the last byte was confirmed. */
  sentAt: string | null
  /** Could not be used, and its owner has taken it off this phone: the bytes are gone, and it is shown no more. */
  isDropped?: true
}

/** Bytes of one stored piece: never a Blob, which Safari loses (peers-offline.md §4). */
export const photoChunkBytes = 512 * 1024
