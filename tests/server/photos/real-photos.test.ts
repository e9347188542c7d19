import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  brokenPhotos,
  foreignPhoto,
  madePhotos,
  turnedPhoto,
} from '../../support/fixtures/made-photos.ts'
import { distances, faultsOfStored, PhotoStage } from '../../support/server/photo-stage.ts'
import { fixture } from '../../support/repository.ts'

const camera = readFileSync(fixture('photos/DSCN0010.jpg'))

/** One photo of a camera, and pictures made as phones make them; the large corpus is in photo-corpus.test.ts. */
describe('a photo as it comes from a phone', () => {
  let stage: PhotoStage
  beforeAll(async () => {
    stage = await PhotoStage.open()
  })
  afterAll(() => stage.close())

  it('G8, G11: of every kind is stored upright, within its size, without any metadata', async () => {
    const photos = [{ name: 'a camera’s', bytes: camera }, ...(await madePhotos())]
    const faults: Record<string, string[]> = {}
    for (const { name, bytes } of photos) {
      // Otherwise nothing would be shown by its absence.
      expect((await sharp(bytes).metadata()).exif, name).toBeDefined()
      faults[name] = await faultsOfStored(stage, bytes)
    }
    expect(faults).toEqual(Object.fromEntries(photos.map(({ name }) => [name, []])))
  })

  it('G8: all eight orientations of a scene look alike', async () => {
    const sources = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(turnedPhoto))
    for (const distance of await distances(stage, sources)) expect(distance).toBeLessThan(8)
  })

  it('G8: a HEIC that cannot be read is rejected, so that the phone is told', async () => {
    expect((await stage.send(foreignPhoto())).state).toBe('rejected')
  })

  it('G8: broken files are stored or rejected, and nothing waits or breaks', async () => {
    const states: Record<string, string> = {}
    for (const { name, bytes } of brokenPhotos(camera)) {
      states[name] = (await stage.send(bytes)).state ?? 'gone'
    }
    expect(Object.values(states).filter((s) => s !== 'stored' && s !== 'rejected')).toEqual([])
    expect(states['cut in its head']).toBe('rejected')
    expect(stage.leftovers()).toEqual([])
  })
})
