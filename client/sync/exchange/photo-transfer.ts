import type { Uuid } from '../../../shared/identifiers.ts'
import { watched } from '../http/api-client.ts'
import { exchange, type HttpAnswer } from '../http/http-exchange.ts'
import { requestTimeoutMs, type SyncParts } from './sync-parts.ts'

const pathOf = (photoId: Uuid) => `/api/photos/${photoId}`

/** Returns how many bytes the server reports to have; `undefined` when it does not say. */
export const offsetIn = ({ headers }: HttpAnswer): number | undefined => {
  const text = headers.get('upload-offset')
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

/** `HEAD`: requests the server's offset, the only reliable one after a lost answer (sync.md §2.5). */
export async function askOffset(
  parts: SyncParts,
  photoId: Uuid,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const request = { method: 'HEAD', path: pathOf(photoId), signal, timeoutMs: requestTimeoutMs }
  return watched(parts.onContact, () => exchange(parts.environment, request))
}

export interface Chunk {
  photoId: Uuid
  offset: number
  /** Of the whole photo. */
  size: number
  bytes: Uint8Array<ArrayBuffer>
}

/** `PATCH`: sends bytes at an offset with their checksum; tus semantics (https://tus.io/protocols/resumable-upload). */
export async function sendChunk(
  parts: SyncParts,
  { photoId, offset, size, bytes }: Chunk,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const digest = await parts.environment.sha256(bytes.buffer)
  const request = {
    method: 'PATCH',
    path: pathOf(photoId),
    headers: {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'upload-length': String(size),
      'upload-checksum': `sha256 ${base64OfHex(digest)}`,
    },
    body: bytes,
    signal,
    timeoutMs: requestTimeoutMs,
  }
  return watched(parts.onContact, () => exchange(parts.environment, request))
}

function base64OfHex(hex: string): string {
  const bytes = hex.match(/../g) ?? []
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''))
}
