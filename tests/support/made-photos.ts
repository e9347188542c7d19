import sharp, { type Sharp } from 'sharp'

/** Columns and rows of the scene; each of its cells has a grey of its own, so that no turn of it looks like another. */
const [columns, rows] = [8, 6]
const cells = Uint8Array.from({ length: columns * rows }, (_, index) => (index * 89 + 20) % 236)

/** What a phone writes beside the pixels; sharp knows these groups by the numbers of their directories. */
const exif = {
  IFD0: { Make: 'Lygte', Model: 'Prøvetelefon', Software: 'made for a test' },
  IFD2: { DateTimeOriginal: '2026:10:29 19:14:05', UserComment: 'secret of the photographer' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '57/1 2/1 5320/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '9/1 55/1 1800/100',
  },
}

/** The scene as somebody sees it who holds the picture upright. */
const scene = (width = 1_200, height = 900): Sharp =>
  sharp(cells, { raw: { width: columns, height: rows, channels: 1 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'nearest',
  })

/**
 * How the upright picture is turned and then mirrored so that a viewer who follows the orientation (TIFF 6.0, tag 274) sees it upright:
 * degrees clockwise, then whether left and right change places.
 */
const frames: readonly (readonly [degrees: number, isMirrored: boolean])[] = [
  [0, false],
  [0, true],
  [180, false],
  [180, true],
  [90, true],
  [270, false],
  [270, true],
  [90, false],
]

/** The same scene as a camera stores it that was held in one of eight ways, with place, time and device in its EXIF. */
export async function turnedPhoto(orientation: number): Promise<Buffer> {
  const [degrees = 0, isMirrored = false] = frames[orientation - 1] ?? []
  const upright = await scene().png().toBuffer()
  // One after the other: sharp has an order of its own for what is asked together.
  const turned = await sharp(upright).rotate(degrees).png().toBuffer()
  const framed = await sharp(turned).flop(isMirrored).png().toBuffer()
  return sharp(framed).withExif(exif).withMetadata({ orientation }).jpeg().toBuffer()
}

export interface MadePhoto {
  name: string
  bytes: Buffer
}

/** A picture of each kind that phones send and the server reads, all with EXIF. */
export async function madePhotos(): Promise<MadePhoto[]> {
  const told = () => scene().withExif(exif)
  return [
    { name: 'a JPEG with position', bytes: await told().jpeg().toBuffer() },
    { name: 'a WebP with position', bytes: await told().webp().toBuffer() },
    { name: 'an AVIF with position', bytes: await told().avif({ effort: 0 }).toBuffer() },
    { name: 'a PNG', bytes: await told().png().toBuffer() },
    { name: '24 megapixels', bytes: await scene(6_000, 4_000).withExif(exif).jpeg().toBuffer() },
    { name: 'a frame that is to be turned', bytes: await turnedPhoto(6) },
  ]
}

/** Begins as the HEIC of an iPhone (ISO 23008-12, brands) and goes on with what no decoder here reads. */
export function foreignPhoto(): Buffer {
  const brands = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  return Buffer.concat([brands, Buffer.from('\0\0\x10\0mdat', 'latin1'), Buffer.alloc(4_088, 0x5a)])
}

/** A photo with its end cut off, with its header torn, and with single bytes changed by chance that is the same each time. */
export function brokenPhotos(whole: Buffer): MadePhoto[] {
  const torn = Buffer.concat([whole.subarray(0, 4), whole.subarray(200)])
  const spoilt = [3, 7, 11, 19, 23].map((seed) => {
    const bytes = Buffer.from(whole)
    for (let count = 1; count <= 40; count += 1) {
      bytes[(seed * count * 7_919) % bytes.length] = (seed * count) % 256
    }
    return { name: `bytes changed, ${String(seed)}`, bytes }
  })
  return [
    { name: 'cut in the middle', bytes: whole.subarray(0, Math.floor(whole.length / 2)) },
    { name: 'cut in its head', bytes: whole.subarray(0, 300) },
    { name: 'torn', bytes: torn },
    ...spoilt,
  ]
}
