import type { acceptedPhotoTypes } from '../../../../shared/observation/photo.ts'

export type PhotoType = (typeof acceptedPhotoTypes)[number]

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length))

/** Brands of the ISO media container that phones write (ISO 23008-12, AVIF 1.1). */
const brands: Record<string, PhotoType> = {
  heic: 'image/heic',
  heix: 'image/heic',
  hevc: 'image/heic',
  hevx: 'image/heic',
  mif1: 'image/heif',
  msf1: 'image/heif',
  avif: 'image/avif',
  avis: 'image/avif',
}

/**
 * Returns the kind of a photo by its first bytes, because names and declared types may be wrong (a renamed HEIC is common).
 * `undefined` for anything that the product does not accept.
 */
export function photoTypeOf(bytes: Uint8Array): PhotoType | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 4, 4) === 'ftyp') return brands[ascii(bytes, 8, 4)]
  return undefined
}

export interface PixelSize {
  width: number
  height: number
}

/**
 * Reads the size in pixels as stored, before any orientation flag, from the header, so that a 48-megapixel picture need not be
 * decoded for it. `undefined` when the header is of another kind or truncated.
 */
export function pixelSizeOf(bytes: Uint8Array): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = photoTypeOf(bytes)
  if (type === 'image/jpeg') return jpegSize(view)
  if (type === 'image/png' && view.byteLength >= 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) }
  }
  return undefined
}

/** Walks the JPEG segments to the frame header (ITU T.81, B.2.2): C0–CF without C4, C8 and CC. */
function jpegSize(view: DataView): PixelSize | undefined {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
