import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { limits } from '../../../shared/limits.ts'
import { photoTypeOf, pixelSizeOf } from '../../../client/features/capture/photos/photo-header.ts'
import {
  canvasPixels,
  decodeSize,
  fitInto,
  isBlank,
} from '../../../client/features/capture/photos/photo-plan.ts'
import {
  preparePhoto,
  type PhotoEngine,
  type Picture,
} from '../../../client/features/capture/photos/prepare-photo.ts'

/** A JPEG's beginning: EXIF with a thumbnail of its own frame header inside, then the real frame header. */
function jpegHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = (w: number, h: number) => [
    ...[0xff, 0xc0, 0, 17, 8, h >> 8, h & 255, w >> 8, w & 255],
    ...[3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
  ]
  const exif = [0xff, 0xd8, ...frame(160, 120), ...Array<number>(40).fill(7)]
  const length = exif.length + 2
  return new Uint8Array([
    ...[0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255],
    ...exif,
    ...[0xff, 0xff, 0xc4, 0, 4, 9, 9],
    ...frame(width, height),
    ...Array<number>(20).fill(0),
  ])
}

const text = (value: string) => new TextEncoder().encode(value)
const heic = new Uint8Array([0, 0, 0, 24, ...text('ftypheic'), ...Array<number>(40).fill(0)])
const png = new Uint8Array([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...text('IHDR')],
  ...[0, 0, 0x10, 0, 0, 0, 0x08, 0],
])

describe('the header of a photo', () => {
  test('gives the size of a 48-megapixel picture past its thumbnail, without decoding', () => {
    expect(pixelSizeOf(jpegHead(8064, 6048))).toEqual({ width: 8064, height: 6048 })
    expect(pixelSizeOf(png)).toEqual({ width: 4096, height: 2048 })
  })

  test('tells kinds of photos by their bytes', () => {
    const webp = new Uint8Array([...text('RIFF'), 0, 0, 0, 0, ...text('WEBP')])
    expect([jpegHead(1, 1), png, heic, webp].map(photoTypeOf)).toEqual([
      'image/jpeg',
      'image/png',
      'image/heic',
      'image/webp',
    ])
    expect(photoTypeOf(text('%PDF-1.7'))).toBeUndefined()
  })

  test('breaks nothing when it is cut or damaged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (noise, cut) => {
        pixelSizeOf(new Uint8Array([...jpegHead(800, 600).slice(0, cut), ...noise]))
      }),
    )
  })
})

describe('the plan for a photo', () => {
  test('fits every size to the long side, keeps its proportions and stays under the canvas limit', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const fitted = fitInto({ width, height }, limits.photoLongSidePixels)
        expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(2_048)
        expect(fitted.width * fitted.height).toBeLessThanOrEqual(canvasPixels)
        expect(Math.abs(fitted.width / width - fitted.height / height)).toBeLessThan(
          1 / Math.min(width, height),
        )
      }),
    )
  })

  test('asks the decoder for one side only, the longer one, and for nothing when the picture is small', () => {
    expect(decodeSize({ width: 8064, height: 6048 }, 2048)).toEqual({ resizeWidth: 2048 })
    expect(decodeSize({ width: 6048, height: 8064 }, 2048)).toEqual({ resizeHeight: 2048 })
    expect(decodeSize({ width: 1200, height: 900 }, 2048)).toBeUndefined()
    expect(decodeSize(undefined, 2048)).toBeUndefined()
  })

  test('calls an undrawn canvas blank, and a night picture not', () => {
    const black = new Uint8ClampedArray(400).map((_, at) => (at % 4 === 3 ? 255 : 0))
    expect(isBlank(new Uint8ClampedArray(400))).toBe(true)
    expect(isBlank(black)).toBe(true)
    black[200] = 1
    expect(isBlank(black)).toBe(false)
  })
})

describe('preparing a photo', () => {
  const released: string[] = []
  const picture = (name: string, width: number, height: number): Picture => ({
    width,
    height,
    source: {} as CanvasImageSource,
    release: () => released.push(name),
  })
  const jpeg = new Blob(['jpeg'], { type: 'image/jpeg' })
  const broken = () => Promise.reject(new Error('cannot decode'))
  const engine = (change: Partial<PhotoEngine>): PhotoEngine => ({
    decoders: [() => Promise.resolve(picture('first', 4032, 3024))],
    encode: () => Promise.resolve(jpeg),
    ...change,
  })
  const camera = new Blob([jpegHead(8064, 6048)])

  test('makes a JPEG of at most 2,048 pixels, and frees the picture’s memory', async () => {
    released.length = 0
    const outcome = await preparePhoto(camera, engine({}))
    expect(outcome).toMatchObject({
      ok: true,
      value: { mime: 'image/jpeg', width: 2048, height: 1536, wasResized: true },
    })
    expect(released).toEqual(['first'])
  })

  test('G8: tries the next decoder when one fails', async () => {
    const second = () => Promise.resolve(picture('second', 1512, 2016))
    const outcome = await preparePhoto(camera, engine({ decoders: [broken, second] }))
    expect(outcome).toMatchObject({ ok: true, value: { width: 1512, height: 2016 } })
  })

  test('G8: never keeps a blank result; it keeps the original bytes', async () => {
    const outcome = await preparePhoto(camera, engine({ encode: () => Promise.resolve(undefined) }))
    expect(outcome).toMatchObject({
      ok: true,
      value: { mime: 'image/jpeg', width: 8064, height: 6048, wasResized: false },
    })
    expect(outcome.ok && outcome.value.bytes.byteLength).toBe(camera.size)
  })

  test('refuses HEIC at once when this browser cannot decode it, because nothing behind it can', async () => {
    for (const brand of ['heic', 'heix', 'hevc', 'mif1']) {
      const file = new Uint8Array([
        0,
        0,
        0,
        24,
        ...text(`ftyp${brand}`),
        ...Array<number>(40).fill(0),
      ])
      expect(await preparePhoto(new Blob([file]), engine({ decoders: [broken] }))).toEqual({
        ok: false,
        problem: { code: 'photo-heic' },
      })
    }
  })

  test('makes a JPEG of HEIC that this browser can decode', async () => {
    const outcome = await preparePhoto(new Blob([heic]), engine({}))
    expect(outcome).toMatchObject({ ok: true, value: { mime: 'image/jpeg', wasResized: true } })
  })

  test('refuses in words what is no picture, or too large to send as it is', async () => {
    const large = new Blob([jpegHead(8064, 6048), new Uint8Array(limits.photoBytes)])
    expect(await preparePhoto(new Blob(['%PDF-1.7']), engine({}))).toEqual({
      ok: false,
      problem: { code: 'photo-type' },
    })
    expect(await preparePhoto(large, engine({ decoders: [broken] }))).toEqual({
      ok: false,
      problem: { code: 'photo-too-large' },
    })
  })
})
