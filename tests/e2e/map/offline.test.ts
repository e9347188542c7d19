import sharp from 'sharp'
import type { Browser, BrowserContext, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { maxMapZoom } from '../../../shared/tile-grid.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { touchesTile } from '../../../shared/tile-grid.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { demoMap } from '../../support/repository.ts'
import { inStore } from '../../support/server/in-store.ts'
import { coloursShown, nameOf, picturesInSight, tilesNotShown } from './map-tiles.ts'
import { Walker } from '../people/walker.ts'

const mapFile = demoMap('aalborg')
/** Of the open demo walk, and the lowest and highest level of the file's data. */
const area: BoundingBox = [9.91, 57.02, 9.99, 57.055]
const fileLevels = { min: 9, max: 15 }
const center = { longitude: 9.95, latitude: 57.0375 }

/** Tiles for looking at, by the policy of those who give them; the usual ones of an installation without a map. */
const othersTiles = /^https:\/\/tile\.openstreetmap\.org\//

/** Wide enough for the whole area at the finest level of the file, beside the panel; still, so that nothing flies. */
const wideWindow = {
  viewport: { width: 2400, height: 1600 },
  isMobile: false,
  reducedMotion: 'reduce',
  geolocation: { ...center, accuracy: 8 },
}

/** Everything any page or worker of the browser asks for. */
function logRequests(context: BrowserContext): Request[] {
  const log: Request[] = []
  context.on('request', (request) => log.push(request))
  return log
}

let browser: Browser
let app: LiveApp
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('an installation with a map of its own', () => {
  beforeAll(async () => {
    app = await startLiveApp({ map: mapFile })
  })
  afterAll(() => app.close())

  it('N1, N5: shows the whole area at every zoom in airplane mode after "klar til offline", and asks no other server', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin, wideWindow)
    const log = logRequests(anna.page.context())
    await anna.join()
    await anna.prepareOffline()
    await anna.page.getByText('KLAR', { exact: true }).waitFor()

    app.proxy.setWeather('refuse')
    const asked = app.proxy.seen.length
    await anna.page.goto(`${app.origin}/`)
    await anna.page.locator('.own-place').waitFor()
    await anna.page.getByRole('button', { name: 'Vis min position' }).click()
    const zoomOut = anna.page.getByRole('button', { name: 'Zoom ud' })
    const zoomIn = anna.page.getByRole('button', { name: 'Zoom ind' })
    while (await zoomOut.isEnabled()) await zoomOut.click()
    const zooms: number[] = []
    for (let zoom = fileLevels.min + 1; ; zoom += 1) {
      zooms.push(zoom)
      const look = { center, zoom, box: area }
      await expect.poll(() => tilesNotShown(anna.page, look)).toEqual([])
      if (zoom <= fileLevels.max - 2) expect(await coloursShown(anna.page)).toBeGreaterThan(3)
      if (!(await zoomIn.isEnabled())) break
      await zoomIn.click()
    }
    expect(zooms.at(-1)).toBe(maxMapZoom)

    const missed = app.proxy.seen.slice(asked).flatMap(({ path }) => {
      const [z, x, y] = (/^\/tiles\/(\d+)\/(\d+)\/(\d+)/.exec(path) ?? []).slice(1).map(Number)
      if (z === undefined || x === undefined || y === undefined) return []
      return touchesTile(area, { z, x, y }) ? [nameOf({ z, x, y })] : []
    })
    expect(missed).toEqual([])
    expect(log.map((one) => one.url()).filter((url) => !url.startsWith(app.origin))).toEqual([])
    expect(anna.errors).toEqual([])
    await anna.close()
  })
})

describe('an installation without a map of its own', () => {
  let anna: Walker
  beforeAll(async () => {
    app = await startLiveApp()
  })
  afterAll(() => app.close())
  beforeEach(() => {
    app.proxy.setWeather('pass')
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  const positionOf = (text: string) =>
    inStore(app, async (db) => {
      const rows = await db.selectFrom('observations').select('body').execute()
      const { position, place } = rows.find(({ body }) => body.text === text)?.body ?? {}
      return { position, place }
    })

  it('N4: makes a pin where the phone is without a network, on a grid with a scale', async () => {
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.page.context().route(othersTiles, (route) => route.abort())
    await anna.join()
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await anna.page.reload()
    await anna.registerButton().waitFor()
    await anna.page.locator('.plain-grid canvas').first().waitFor()
    await anna.page.locator('.leaflet-control-scale-line').waitFor()
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('på gitteret')
    await anna.save()
    await anna.waitForPill('1 venter på net')
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()
    const { position } = await positionOf('på gitteret')
    expect(position).toMatchObject({ source: 'gps', accuracyMetres: 8 })
    expect(position?.longitude).toBeCloseTo(9.97655, 6)
  })

  it('N4: makes a pin by a typed address without a network or a position', async () => {
    anna = await Walker.onNewPhone(browser, app.origin, { permissions: [] })
    await anna.page.context().route(othersTiles, (route) => route.abort())
    await anna.join()
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await anna.page.reload()
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.page
      .getByText(/Sæt nålen på kortet, eller skriv en adresse/)
      .first()
      .waitFor()
    await anna.saveButton().click()
    const asked = anna.page.getByRole('dialog', { name: 'Hvor er det?' })
    await asked.getByRole('button', { name: 'Sæt nålen på kortet' }).click()
    await anna.page.getByLabel('Adresse eller sted').fill('Trappen bag skolen')
    await anna.page.getByRole('button', { name: 'Færdig' }).click()
    await anna.writeRemark('kun en adresse')
    await anna.save()
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()
    const { position, place } = await positionOf('kun en adresse')
    expect(position?.source).toBe('address')
    expect(place).toBe('Trappen bag skolen')
  })

  it('N5: shows OpenStreetMap’s tiles as they are looked at: never ahead, never by the worker, and with our name', async () => {
    anna = await Walker.onNewPhone(browser, app.origin, { reducedMotion: 'reduce' })
    const { page } = anna
    const body = await sharp({
      create: { width: 256, height: 256, channels: 3, background: '#8a8' },
    })
      .png()
      .toBuffer()
    await page
      .context()
      .route(othersTiles, (route) => route.fulfill({ contentType: 'image/png', body }))
    const log = logRequests(page.context())
    const asked = () => log.filter((request) => othersTiles.test(request.url()))
    const allCame = () => expect.poll(() => picturesInSight(page)).toBeTruthy()
    await anna.join()
    await page.locator('.own-place').waitFor()
    await page.getByRole('button', { name: 'Vis min position' }).click()
    await allCame()

    const before = asked().length
    expect(before).toBeGreaterThan(0)
    await anna.prepareOffline()
    await page.getByText('KLAR', { exact: true }).waitFor()
    await page.getByText('Her har Lygte ikke et kort, der kan gemmes på telefonen.').waitFor()
    await page.getByRole('link', { name: 'Kort', exact: true }).click()
    await anna.registerButton().waitFor()
    expect(asked()).toHaveLength(before)

    for (let times = 0; times < 2; times += 1) {
      const known = asked().length
      await page.getByRole('button', { name: 'Zoom ud' }).click()
      await expect.poll(() => asked().length).toBeGreaterThan(known)
      await allCame()
      const news = asked().slice(known)
      expect(await picturesInSight(page)).toEqual(
        expect.arrayContaining(news.map((request) => request.url())),
      )
    }
    expect(asked().filter((request) => request.serviceWorker() !== null)).toEqual([])
    const names = await Promise.all(asked().map((request) => request.headerValue('referer')))
    expect([...new Set(names)]).toEqual([`${app.origin}/`])
    const elsewhere = log.filter((request) => !request.url().startsWith(app.origin))
    expect(elsewhere).toHaveLength(asked().length)
  })
})
