import { limits } from '../../../shared/limits.ts'
import type { Uuid } from '../../../shared/identifiers.ts'

/** What the page keeps between cycles. It need not survive the page, because the server's offset decides. */
export interface UploadMemory {
  /** Size of the next chunk: halved by timeouts, doubled by success (sync.md §2.5). */
  chunkBytes: number
  /** Photos whose last answer was lost: their offset is requested first. */
  unsure: Set<Uuid>
  /** Photos on which the server failed: the others go before them. */
  failing: Set<Uuid>
}

export const newUploadMemory = (): UploadMemory => ({
  chunkBytes: limits.photoChunkBytes,
  unsure: new Set(),
  failing: new Set(),
})
