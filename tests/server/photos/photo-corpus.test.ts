import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { distances, faultsOfStored, PhotoStage } from '../../support/server/photo-stage.ts'
import { testData } from '../../support/repository.ts'

/** One entry of the corpus (CONTRIBUTING.md, "Test data"). */
interface ManifestEntry {
  file: string
}

const manifest = testData('photos/manifest.json')
const entries: ManifestEntry[] = manifest
  ? (JSON.parse(readFileSync(manifest, 'utf8')) as ManifestEntry[])
  : []
const named = (start: string) => entries.filter(({ file }) => file.startsWith(start))
const isHeic = ({ file }: ManifestEntry) => /\.hei[cf]$/.test(file)
const bytesOf = (file: string) => readFileSync(testData(`photos/${file}`) ?? '')

describe.skipIf(!manifest)('real photos of phones', () => {
  let stage: PhotoStage
  beforeAll(async () => {
    stage = await PhotoStage.open()
  })
  afterAll(() => stage.close())

  const readable = ['gps/', 'large/', 'orientation/landscape_6', 'heic-avif-webp/'].flatMap(named)

  it.each(readable.filter((entry) => !isHeic(entry)))(
    'G8, G11: $file is stored upright, within its size, without any metadata',
    async ({ file }) => {
      expect(await faultsOfStored(stage, bytesOf(file))).toEqual([])
    },
  )

  it.each(['landscape', 'portrait'])(
    'G8: all eight orientations of %s look alike',
    async (name) => {
      const files = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `orientation/${name}_${number}.jpg`)
      for (const distance of await distances(stage, files.map(bytesOf))) {
        // The pictures carry their number as a large digit, hence some difference; a turned one differs by 40 and more.
        expect(distance).toBeLessThan(20)
      }
    },
  )

  it.each(entries.filter(isHeic))(
    '$file is rejected, so that the phone is told',
    async ({ file }) => {
      expect((await stage.send(bytesOf(file))).state).toBe('rejected')
    },
  )

  it('G8: broken and fuzzed files are stored or rejected, and nothing waits or breaks', async () => {
    const states: Record<string, string> = {}
    for (const { file } of named('bad-input/').filter((entry) => !isHeic(entry))) {
      states[basename(file)] = (await stage.send(bytesOf(file))).state ?? 'gone'
    }
    expect(new Set(Object.values(states))).toEqual(new Set(['stored', 'rejected']))
    expect(states['corrupted.jpg']).toBe('rejected')
    expect(states['28-hex_value.jpg']).toBe('stored')
    expect(stage.leftovers()).toEqual([])
  })
})
