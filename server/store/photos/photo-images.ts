import sharp from 'sharp'
import { photoVariantPixels, type PhotoVariant } from '../../../shared/observation/photo.ts'

/**
 * Pixels that a picture may have; phones of 50 megapixels fit. Baseline JPEG and PNG are read line by line, but a progressive JPEG of this
 * size takes 400 MB. AVIF is read whole at 18 bytes a pixel: one of 64 megapixels fits in 1.6 KB and took 1.1 GB.
 */
const largestPixels: Record<string, number> = {
  jpeg: 64_000_000,
  png: 64_000_000,
  webp: 64_000_000,
  heif: 25_000_000,
}

const secondsPerPhoto = 30

// Only what phones send reaches a decoder: no SVG, PDF or TIFF, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
  ],
})
// Photos come one at a time and never twice: the cache would only hold memory, more threads only starve requests.
sharp.cache(false)
sharp.concurrency(1)

/** The bytes are no picture that can be read here, e.g. HEIC, for which the library has no codec. */
export class PhotoUnreadableError extends Error {
  override name = 'PhotoUnreadableError'
}

/**
 * Upright JPEGs in sRGB without any metadata (G11): place, device and profile stay behind in the file that was sent. Throws
 * `PhotoUnreadableError`.
 */
export async function cleanPhoto(path: string): Promise<Record<PhotoVariant, Uint8Array>> {
  try {
    const pixels = await allowedPixels(path)
    const large = await encode(path, 'large', pixels)
    return { large, thumbnail: await encode(large, 'thumbnail', pixels) }
  } catch (error) {
    throw new PhotoUnreadableError('The photo cannot be read', { cause: error })
  }
}

/** Returns half of the limit for pictures with two bytes a channel. */
async function allowedPixels(path: string): Promise<number> {
  const { format, depth } = await sharp(path).metadata()
  const most = largestPixels[format] ?? 0
  return depth === 'uchar' ? most : most / 2
}

function encode(
  input: string | Uint8Array,
  variant: PhotoVariant,
  limitInputPixels: number,
): Promise<Uint8Array> {
  const side = photoVariantPixels[variant]
  return sharp(input, { limitInputPixels, failOn: 'error' })
    .timeout({ seconds: secondsPerPhoto })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 80 })
    .toBuffer()
}
