import sharp from 'sharp'

/**
 * A picture as a browser's file chooser takes it. It has several colours, because the app takes a single-coloured one for a failed
 * camera.
 */
export async function makePhoto(width = 320, height = 240) {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const create = { width, height, channels: 3, background: '#567', noise } as const
  const buffer = await sharp({ create }).jpeg().toBuffer()
  return { name: 'sted.jpg', mimeType: 'image/jpeg', buffer }
}
