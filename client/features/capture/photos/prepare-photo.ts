import type { PreparedPhoto } from '../../../local/capture/draft.ts'
import { limits } from '../../../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import { photoTypeOf, pixelSizeOf, type PhotoType } from './photo-header.ts'
import { canvasPixels, decodeSize, fitInto } from './photo-plan.ts'

export const jpegQuality = 0.75
/** Enough of a file to find its kind and size: camera JPEGs have a thumbnail before the frame header. */
const headerBytes = 256 * 1024

/** A decoded picture of any engine; `release` frees its memory at once, as phones need it. */
export interface Picture {
  width: number
  height: number
  source: CanvasImageSource
  release: () => void
}

export type DecodeHint = { resizeWidth: number } | { resizeHeight: number } | undefined

/** The browser's part, injected so that tests can imitate broken decoders. */
export interface PhotoEngine {
  /** Ways to decode, best first; each rejects when it cannot. They must respect orientation flags. */
  decoders: readonly ((file: Blob, hint: DecodeHint) => Promise<Picture>)[]
  /** Draws and encodes as JPEG; returns `undefined` when that failed (blank canvas, no encoder). */
  encode: (picture: Picture, size: { width: number; height: number }) => Promise<Blob | undefined>
}

/**
 * Prepares a photo for storing: upright, at most `longSide` pixels, JPEG, without metadata (re-encoding drops it). When no decoder
 * works or the result is blank, the original bytes are kept: the server re-encodes them, or reports that it cannot. HEIC is not
 * kept that way, because the server cannot read it. Refusals: `photo-type`, `photo-heic`, `photo-too-large`.
 */
export async function preparePhoto(
  file: Blob,
  engine: PhotoEngine,
  longSide: number = limits.photoLongSidePixels,
): Promise<Outcome<PreparedPhoto>> {
  const head = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer())
  const type = photoTypeOf(head)
  if (!type) return refuse('photo-type')
  const stored = pixelSizeOf(head)
  const hint = decodeSize(stored, longSide)
  for (const decode of engine.decoders) {
    const photo = await shrink({ file, engine, decode, hint, longSide })
    if (photo) return succeed(photo)
  }
  return isHeic(type) ? refuse('photo-heic') : keepOriginal(file, type, stored)
}

const isHeic = (type: PhotoType): boolean => type === 'image/heic' || type === 'image/heif'

interface Attempt {
  file: Blob
  engine: PhotoEngine
  decode: PhotoEngine['decoders'][number]
  hint: DecodeHint
  longSide: number
}

async function shrink(attempt: Attempt): Promise<PreparedPhoto | undefined> {
  let picture: Picture | undefined
  try {
    picture = await attempt.decode(attempt.file, attempt.hint)
    const size = fitInto(picture, attempt.longSide)
    if (size.width * size.height > canvasPixels) return undefined
    const jpeg = await attempt.engine.encode(picture, size)
    if (!jpeg || jpeg.size > limits.photoBytes) return undefined
    return {
      bytes: await jpeg.arrayBuffer(),
      mime: 'image/jpeg',
      ...size,
      wasResized: true,
    }
  } catch {
    return undefined
  } finally {
    picture?.release()
  }
}

async function keepOriginal(
  file: Blob,
  mime: PhotoType,
  stored = { width: 0, height: 0 },
): Promise<Outcome<PreparedPhoto>> {
  if (file.size > limits.photoBytes) return refuse('photo-too-large')
  return succeed({ bytes: await file.arrayBuffer(), mime, ...stored, wasResized: false })
}
