import type { Page } from 'playwright-core'
import sharp, { type Sharp } from 'sharp'

export interface NamedPhoto {
  name: string
  mimeType: string
  buffer: Buffer
}

const side = 8

const inFrame = (image: Sharp, orientation = 1) =>
  image.withMetadata({ orientation }).jpeg({ quality: 70 }).toBuffer()

/** A picture whose corners differ, so that a turned or cut one is another picture; noise, so that it is not blank anywhere. */
async function scene(width: number, height: number): Promise<Sharp> {
  const corners = [230, 40, 40, 40, 230, 40, 40, 40, 230, 230, 230, 40]
  const small = { raw: { width: 2, height: 2, channels: 3 } } as const
  const drawn = await sharp(Buffer.from(corners), small)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer()
  return sharp(drawn, { raw: { width, height, channels: 3 }, limitInputPixels: false })
}

/** What cameras make and canvases fail at: 48 megapixels, a panorama, and frames that have to be turned. */
export async function oddPhotos(): Promise<NamedPhoto[]> {
  const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer })
  return [
    jpeg('48-megapixler.jpg', await inFrame(await scene(8064, 6048))),
    jpeg('panorama.jpg', await inFrame(await scene(12_000, 2_000))),
    jpeg('på-højkant.jpg', await inFrame(await scene(1600, 1200), 6)),
    jpeg('spejlet.jpg', await inFrame(await scene(1600, 1200), 7)),
  ]
}

export interface Look {
  width: number
  height: number
  /** Colours of a grid over the upright picture, 0 to 255. */
  grid: number[]
}

/** How a picture looks to somebody who holds it upright. */
export async function lookOf(bytes: Buffer): Promise<Look> {
  const upright = sharp(bytes, { limitInputPixels: false }).rotate()
  const { info } = await upright.clone().raw().toBuffer({ resolveWithObject: true })
  const grid = await upright
    .clone()
    .resize(side, side, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width: info.width, height: info.height, grid: [...grid] }
}

/** Largest difference of two pictures' colours at one place. */
export const differenceOf = (one: Look, other: Look): number =>
  Math.max(...one.grid.map((value, index) => Math.abs(value - (other.grid[index] ?? 999))))

/** The pictures as the phone keeps them, in the order they were added. */
export async function keptPhotos(page: Page): Promise<Buffer[]> {
  const texts = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('lygte-outbox')
      opening.onsuccess = () => resolve(opening.result)
    })
    const all = <T>(store: string, range?: IDBKeyRange) =>
      new Promise<T[]>((resolve) => {
        const reading = database.transaction(store).objectStore(store).getAll(range)
        reading.onsuccess = () => resolve(reading.result as T[])
      })
    const photos: string[] = []
    for (const { photoId } of await all<{ photoId: string }>('photo')) {
      const range = IDBKeyRange.bound([photoId], [photoId, []])
      const bytes = new Uint8Array(
        await new Blob(await all<ArrayBuffer>('photoChunk', range)).arrayBuffer(),
      )
      photos.push(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))
    }
    database.close()
    return photos.map((binary) => btoa(binary))
  })
  return texts.map((text) => Buffer.from(text, 'base64'))
}
