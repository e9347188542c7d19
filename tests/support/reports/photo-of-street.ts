import sharp from 'sharp'
import { seededRandom } from '../seeded-random.ts'

/** A JPEG of about 300 kB, as a phone sends it: 1,600 by 1,200 pixels with grain, the same for the same seed. */
export async function photoOfStreet(seed: number): Promise<Buffer> {
  const random = seededRandom(seed)
  const [width, height] = [400, 300]
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const row = Math.floor(index / 3 / width)
    return 40 + (row / height) * 110 + random.below(60)
  })
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(1_600, 1_200)
    .jpeg({ quality: 82 })
    .toBuffer()
}
