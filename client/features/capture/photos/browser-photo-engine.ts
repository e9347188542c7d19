import { isBlank } from './photo-plan.ts'
import { jpegQuality, type DecodeHint, type PhotoEngine, type Picture } from './prepare-photo.ts'

/** Decodes straight to the wanted size where the engine can, so that a 48-megapixel picture is never in memory as a whole. */
async function decodeResized(file: Blob, hint: DecodeHint): Promise<Picture> {
  const bitmap = await createImageBitmap(file, {
    imageOrientation: 'from-image',
    ...(hint ? { ...hint, resizeQuality: 'high' } : {}),
  })
  return {
    width: bitmap.width,
    height: bitmap.height,
    source: bitmap,
    release: () => {
      bitmap.close()
    },
  }
}

/** For old engines, and the way in which Safari reads HEIC; images are drawn upright. */
async function decodeByImage(file: Blob): Promise<Picture> {
  const address = URL.createObjectURL(file)
  const image = new Image()
  try {
    image.src = address
    await image.decode()
  } catch (error) {
    URL.revokeObjectURL(address)
    throw error
  }
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    source: image,
    release: () => {
      image.src = ''
      URL.revokeObjectURL(address)
    },
  }
}

const samplesPerSide = 24

/** A small copy of the canvas: 576 pixels are read instead of three million. */
function looksBlank(canvas: HTMLCanvasElement): boolean {
  const small = document.createElement('canvas')
  small.width = samplesPerSide
  small.height = samplesPerSide
  const context = small.getContext('2d', { willReadFrequently: true })
  if (!context) return true
  context.imageSmoothingEnabled = false
  context.drawImage(canvas, 0, 0, samplesPerSide, samplesPerSide)
  const { data } = context.getImageData(0, 0, samplesPerSide, samplesPerSide)
  releaseCanvas(small)
  return isBlank(data)
}

/** Safari keeps a canvas's memory until its size is set to zero. */
function releaseCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}

async function encode(
  picture: Picture,
  { width, height }: { width: number; height: number },
): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  try {
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) return undefined
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture.source, 0, 0, width, height)
    if (looksBlank(canvas)) return undefined
    const jpeg = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', jpegQuality)
    })
    return jpeg?.type === 'image/jpeg' ? jpeg : undefined
  } finally {
    releaseCanvas(canvas)
  }
}

export const browserPhotoEngine: PhotoEngine = { decoders: [decodeResized, decodeByImage], encode }
