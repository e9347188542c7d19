import sharp from 'sharp'
import { photoVariantPixels, type PhotoVariant } from '../../shared/photo.ts'

/** Larger pictures than this are refused: a full decode then needs about 200 MB. Phones of 48 megapixels fit. */
const largestPixels = 64_000_000

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

/** The bytes are no picture that can be read here, e.g. HEIC, whose codec the library does not carry. */
export class PhotoUnreadableError extends Error {
  override name = 'PhotoUnreadableError'
}

/**
 * Upright JPEGs in sRGB without any metadata (G11): place, device and profile stay behind in the file that was sent. Throws
 * `PhotoUnreadableError`.
 */
export async function cleanPhoto(path: string): Promise<Record<PhotoVariant, Uint8Array>> {
  try {
    const large = await encode(path, 'large')
    return { large, thumbnail: await encode(large, 'thumbnail') }
  } catch (error) {
    throw new PhotoUnreadableError('The photo cannot be read', { cause: error })
  }
}

function encode(input: string | Uint8Array, variant: PhotoVariant): Promise<Uint8Array> {
  const side = photoVariantPixels[variant]
  return sharp(input, { limitInputPixels: largestPixels, failOn: 'error' })
    .timeout({ seconds: secondsPerPhoto })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 80 })
    .toBuffer()
}
