import sharp from 'sharp'
import type { ReportImages } from '../../shared/report/report-document.ts'

/** An image as it is put into a file that is printed. */
export interface PrintImage {
  bytes: Buffer
  type: 'jpg' | 'png'
  /** Pixels. */
  width: number
  height: number
}

/** Enough for half the width of A4 at 300 dots per inch. */
const longestPhotoSide = 1_000
/** Decoded pictures are large: not all at once, and none is kept (as for photos that arrive, server/store/photos/photo-images.ts). */
sharp.cache(false)
sharp.concurrency(1)
const atOnce = 3

/**
 * Returns the images that can be read, by their keys, photos at most 1,000 pixels long and all turned upright. What cannot be read is
 * left out; the report then has its description in its place.
 */
export async function printImages(images: ReportImages): Promise<Map<string, PrintImage>> {
  const ready = new Map<string, PrintImage>()
  const waiting = [...images]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [key, bytes] = next
      const image = await printImage(bytes).catch(() => null)
      if (image) ready.set(key, image)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ready
}

async function printImage(bytes: Uint8Array): Promise<PrintImage> {
  const picture = sharp(bytes)
  const { format } = await picture.metadata()
  const isDrawing = format === 'png'
  const made = isDrawing
    ? picture.flatten({ background: 'white' }).png({ compressionLevel: 9 })
    : picture
        .rotate()
        .resize(longestPhotoSide, longestPhotoSide, { fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .jpeg({ quality: 78 })
  const { data, info } = await made.toBuffer({ resolveWithObject: true })
  return { bytes: data, type: isDrawing ? 'png' : 'jpg', width: info.width, height: info.height }
}
