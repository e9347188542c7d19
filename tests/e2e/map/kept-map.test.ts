import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PhotoRecord } from '../../../client/local/outbox/photo-record.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { demoMap } from '../../support/repository.ts'
import { breakableStorage, type BreakableStorage } from '../phone/breakable-storage.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { damageTiles, keptTiles, watchClearing } from './kept-tiles.ts'
import { coloursShown, tilesNotShown } from './map-tiles.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { readDatabase } from '../phone/read-database.ts'
import { Walker } from '../people/walker.ts'

const mapFile = demoMap('aalborg')
const area: BoundingBox = [9.91, 57.02, 9.99, 57.055]
const center = { longitude: 9.95, latitude: 57.0375 }
/** Where zooming out ends, and the levels above it that are looked at. */
const zooms = [10, 11, 12, 13]

describe('a map that is kept on the phone', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker
  let storage: BreakableStorage

  beforeAll(async () => {
    app = await startLiveApp({ map: mapFile })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  beforeEach(async () => {
    app.proxy.setWeather('pass')
    const place = { reducedMotion: 'reduce', geolocation: { ...center, accuracy: 8 } }
    anna = await Walker.onNewPhone(browser, app.origin, place)
    storage = await breakableStorage(anna.page, app.origin)
    // So that a phone is full after a few megabytes.
    await storage.limit(25_000_000)
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  async function prepare(): Promise<void> {
    await anna.prepareOffline()
    await anna.page.getByText('KLAR', { exact: true }).waitFor()
  }

  /** From the map: tiles of the area that are not drawn, level by level. */
  async function missingOnMap(expected: (missing: string[]) => boolean): Promise<void> {
    await anna.page.goto(`${app.origin}/`)
    await anna.page.locator('.own-place').waitFor()
    await anna.page.getByRole('button', { name: 'Vis min position' }).click()
    const zoomOut = anna.page.getByRole('button', { name: 'Zoom ud' })
    while (await zoomOut.isEnabled()) await zoomOut.click()
    for (const zoom of zooms) {
      const look = { center, zoom, box: area }
      await expect.poll(async () => expected(await tilesNotShown(anna.page, look))).toBe(true)
      await anna.page.getByRole('button', { name: 'Zoom ind' }).click()
    }
  }
  const none = (missing: string[]) => missing.length === 0
  const some = (missing: string[]) => missing.length > 0

  it('K6: is resumed after a restart when it was half-downloaded, and its room is counted', async () => {
    let asked = 0
    app.proxy.setWeather(({ url }) => {
      if (url?.startsWith('/tiles/')) asked += 1
      return asked > 40 ? 'refuse' : 'pass'
    })
    await anna.prepareOffline()
    await anna.page.getByText(/^Nettet forsvandt. Det, der er hentet, er gemt/).waitFor()
    await anna.page.reload()
    await anna.page.getByText(/^Kun en del af kortet er hentet/).waitFor()
    const half = await keptTiles(anna.page)
    expect(half.count).toBeGreaterThan(10)
    expect(half.areas).toMatchObject([
      { savedTiles: half.count, savedBytes: half.bytes, isComplete: false },
    ])
    app.proxy.setWeather('pass')
    const before = app.proxy.seen.length
    await anna.page.getByRole('button', { name: 'Hent resten af kortet' }).click()
    await anna.page.getByText('KLAR', { exact: true }).waitFor()
    const whole = await keptTiles(anna.page)
    const again = app.proxy.seen.slice(before).filter(({ path }) => path.startsWith('/tiles/'))
    expect(again).toHaveLength(whole.count - half.count)
    expect(whole.areas).toMatchObject([
      { tiles: whole.count, savedTiles: whole.count, savedBytes: whole.bytes, isComplete: true },
    ])
  })

  it('N2: still shows the area weeks later, when the server has no map any more', async () => {
    await prepare()
    const gone = {
      status: 404,
      contentType: 'application/problem+json',
      body: '{"code":"not-found"}',
    }
    await anna.page.context().route(/\/(tiles|api\/map)\//, (route) => route.fulfill(gone))
    await anna.page.clock.install({ time: Date.now() + 40 * 24 * 60 * 60 * 1000 })
    await missingOnMap(none)
    expect(await coloursShown(anna.page)).toBeGreaterThan(3)
  })

  it('N3: is shown as missing where it is damaged, without a network, and fetched again with one; nothing else breaks', async () => {
    await prepare()
    await damageTiles(anna.page)
    app.proxy.setWeather('refuse')
    await missingOnMap(some)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('uden kort')
    await anna.save()
    app.proxy.setWeather('pass')
    await missingOnMap(none)
    app.proxy.setWeather('refuse')
    await missingOnMap(none)
  })

  it('K2: is deleted first when the phone is full, then photos that the server has, then the reserve, and nothing that waits', async () => {
    await prepare()
    const { buffer: photo } = await makePhoto(960, 720)
    const photosEach = 1
    /** Photos of which the server has said in the feed that it has them. */
    const confirmed = async () => {
      const { row = [] } = await readDatabase(anna.page, 'lygte-cache')
      return row.filter((one) => /er sendt.*"state":"stored"/.test(JSON.stringify(one))).length
    }
    await plantPins(anna.page, { count: 1, text: () => 'er sendt', photosEach, photo })
    await anna.page.goto(`${app.origin}/mine`)
    await anna.sendAll()
    await expect.poll(confirmed).toBe(1)
    app.proxy.setWeather('refuse')
    await plantPins(anna.page, { count: 1, text: () => 'venter', photosEach, photo })
    await anna.page.goto(`${app.origin}/`)
    await storage.fill()
    const given = await watchClearing(anna.page)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('på en fuld telefon')
    await anna.save()
    // An engine may count freed room late; then all three go for one pin, and still in this order.
    expect(['tile', 'tile photoChunk', 'tile photoChunk ballast']).toContain(await given())
    expect((await keptTiles(anna.page)).count).toBe(0)
    const { mutation, photo: photos, photoChunk } = await readDatabase(anna.page, 'lygte-outbox')
    expect(mutation).toHaveLength(3)
    const waiting = (photos as PhotoRecord[]).filter(({ state }) => state === 'waiting')
    expect(waiting).toHaveLength(1)
    expect(photoChunk).toContainEqual({ bytes: waiting[0]?.size })
  })
})
