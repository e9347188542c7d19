import type { IncomingMessage } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { slow2G } from '../../support/faults/fault-weather.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { countEach } from '../../support/server/in-store.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { Walker } from '../people/walker.ts'

describe('a phone on a weak network', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker
  /** Long enough for two pieces. */
  let photo: Buffer

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
    photo = (await makePhoto(960, 720)).buffer
    anna = await Walker.onNewPhone(browser, app.origin)
    // It goes by itself until a test stops it.
    await anna.page.clock.install()
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterAll(async () => {
    await anna.close()
    await browser.close()
    await app.close()
  })
  beforeEach(async () => {
    app.proxy.setWeather('pass')
    await anna.page.goto(`${app.origin}/`)
  })
  afterEach(() => {
    expect(anna.errors.splice(0)).toEqual([])
  })

  const isPiece = ({ method, url }: IncomingMessage) =>
    method === 'PATCH' && url?.startsWith('/api/photos/') === true
  const offsetOf = ({ headers }: IncomingMessage) => Number(headers['upload-offset'])

  /** The phone feels the network come back, as it does on every corner; a new attempt is made at once. */
  const corner = () => anna.page.evaluate(() => void window.dispatchEvent(new Event('online')))

  async function walkOnUntilSent(): Promise<void> {
    await expect
      .poll(
        async () => {
          await corner()
          return anna.pill().innerText()
        },
        { timeout: 60_000, interval: 700 },
      )
      .toContain('Alt er sendt')
  }

  it('F3: with slow 2G and 30 % loss all text is delivered and the photo only ever moves forward', async () => {
    app.proxy.setWeather('refuse')
    const text = (n: number) => `gennem 2G ${n}`
    await plantPins(anna.page, { count: 12, text })
    await plantPins(anna.page, { count: 1, text: () => 'med billede', photosEach: 1, photo })
    const weather = slow2G(0.3, seededRandom(7))
    const photoWeather = slow2G(0.3, seededRandom(530))
    const offsets: number[] = []
    let lost = 0
    app.proxy.setWeather((request) => {
      const fault = isPiece(request) ? photoWeather() : weather()
      if (fault.kind !== 'pass') lost += 1
      if (isPiece(request)) offsets.push(offsetOf(request))
      return fault
    })
    await anna.page.goto(`${app.origin}/mine`)
    await walkOnUntilSent()
    const texts = Array.from({ length: 12 }, (_, index) => text(index + 1))
    expect(await countEach(app, [...texts, 'med billede'])).toEqual(Array(13).fill(1))
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    expect(lost).toBeGreaterThan(5)
  })

  it('until the pins of others have come, nobody is told that there are none', async () => {
    await plantPins(anna.page, { count: 1, text: () => 'set af Anna' })
    await anna.page.goto(`${app.origin}/mine`)
    await anna.sendAll()
    const bo = await Walker.onNewPhone(browser, app.origin)
    app.proxy.setWeather(({ url }) => (url === '/api/sync/pull' ? 'stall' : 'pass'))
    await bo.join()
    const menu = bo.page.getByRole('navigation', { name: 'Hovedmenu' })
    await menu.getByRole('link', { name: 'Liste', exact: true }).click()
    const none = bo.page.getByText('Der er ingen registreringer at se endnu.')
    await bo.page.getByText('Henter registreringerne …').waitFor()
    expect(await none.isVisible()).toBe(false)

    app.proxy.setWeather('refuse')
    await bo.page.getByText(/^Det, andre har registreret, er ikke på telefonen endnu/).waitFor()
    expect(await none.isVisible()).toBe(false)

    app.proxy.setWeather('pass')
    await bo.page.evaluate(() => void window.dispatchEvent(new Event('online')))
    await bo.page.getByRole('main').getByRole('listitem').first().waitFor()
    await menu.getByRole('link', { name: /^Liste · [1-9]/ }).waitFor()
    expect(await bo.page.getByText('er ikke på telefonen endnu').isVisible()).toBe(false)
    expect(bo.errors).toEqual([])
    await bo.close()
  })

  it('F8: a connection that breaks in the middle of a photo continues from the offset of the server', async () => {
    app.proxy.setWeather('refuse')
    await plantPins(anna.page, { count: 1, text: () => 'skift af net', photosEach: 1, photo })
    const offsets: number[] = []
    app.proxy.setWeather((request) => {
      if (!isPiece(request)) return 'pass'
      offsets.push(offsetOf(request))
      // The second piece is on its way when the phone leaves the Wi-Fi.
      return offsets.length === 2 ? { kind: 'cut', afterBytes: 20_000 } : 'pass'
    })
    await anna.page.goto(`${app.origin}/mine`)
    await walkOnUntilSent()
    // What of the second piece came before the cut, the server may have kept.
    const [first, second, third = 0, ...more] = offsets
    expect([first, second, more]).toEqual([0, 262_144, []])
    expect(third).toBeGreaterThanOrEqual(262_144)
    expect(third).toBeLessThanOrEqual(262_144 + 20_000)
    expect(await countEach(app, ['skift af net'])).toEqual([1])
  })

  it.each(['/api/sync/push', '/api/sync/pull'])(
    'B2: an answer of %s that is cut in the middle counts as none, and everything is there once',
    async (path) => {
      let cuts = 0
      app.proxy.setWeather(({ url }) => {
        if (url !== path || cuts === 2) return 'pass'
        cuts += 1
        return { kind: 'cut-answer', afterBytes: 60 }
      })
      const text = `halvt svar fra ${path}`
      await anna.chooseTopic('Bus', 'Mangler bus om aftenen')
      await anna.writeRemark(text)
      await anna.save()
      await expect.poll(() => corner().then(() => cuts)).toBe(2)
      await walkOnUntilSent()
      await anna.page.getByRole('link', { name: /^Liste/ }).click()
      await anna.rows(text).waitFor()
      await expect.poll(() => anna.rows(text).count()).toBe(1)
      expect(await countEach(app, [text])).toEqual([1])
    },
  )

  it('F4: a request that hangs without closing is aborted in bounded time and retried', async () => {
    const { page } = anna
    const hanging = ({ url }: IncomingMessage) => url === '/api/sync/push'
    let hung = 0
    app.proxy.setWeather((request) => {
      if (!hanging(request)) return 'pass'
      hung += 1
      return 'stall'
    })
    await anna.chooseTopic('Bus', 'Mangler bus om aftenen')
    await anna.writeRemark('hængende svar')
    await anna.save()
    await expect.poll(() => page.clock.runFor(100).then(() => hung)).toBe(1)
    await anna.waitForPill('Sender 1 af 1')
    // The connection stays open: only the phone's own patience ends it.
    await page.clock.runFor(15_000)
    await anna.waitForPill('1 venter på net')
    await expect.poll(() => page.clock.runFor(1_000).then(() => hung)).toBe(2)
    const release = page.waitForRequest('**/api/sync/push')
    app.proxy.setWeather('pass')
    await expect
      .poll(() => page.clock.runFor(1_000).then(() => anna.pill().innerText()))
      .toContain('Alt er sendt')
    await release
    expect(await countEach(app, ['hængende svar'])).toEqual([1])
  })

  it('F2: when navigator.onLine is wrong in either direction, sending still happens and capture still works', async () => {
    const { page } = anna
    const claim = (isOnline: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => value })
        window.dispatchEvent(new Event(value ? 'online' : 'offline'))
      }, isOnline)
    await claim(false)
    await anna.chooseTopic('Bus', 'Mangler bus om aftenen')
    await anna.writeRemark('sendt uden net, siger telefonen')
    await anna.save()
    await anna.waitForPill('Alt er sendt')

    app.proxy.setWeather('refuse')
    await claim(true)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('gemt med net, siger telefonen')
    await anna.save()
    await anna.waitForPill('1 venter på net')
    app.proxy.setWeather('pass')
    await walkOnUntilSent()
    const texts = ['sendt uden net, siger telefonen', 'gemt med net, siger telefonen']
    expect(await countEach(app, texts)).toEqual([1, 1])
  })

  it('F9: "Prøv igen nu" resets the back-off and shows the result within ten seconds', async () => {
    const { page } = anna
    app.proxy.setWeather('refuse')
    await anna.chooseTopic('Bus', 'Mangler bus om aftenen')
    await anna.writeRemark('prøvet i hånden')
    await anna.save()
    await anna.waitForPill('1 venter på net')
    await anna.openOwn()
    // From here on the clock moves only as far as the test moves it.
    await page.clock.pauseAt(Date.now() + 60_000)
    app.proxy.setWeather('stall')
    await anna.tryNow()
    await page.getByRole('button', { name: 'Prøver …' }).waitFor()
    await page.clock.runFor(10_000)
    await page.getByText(/^Vi kunne ikke sende (alt )?endnu/).waitFor()
    app.proxy.setWeather('pass')
    await anna.tryNow()
    await page.getByText('Alt er sendt.', { exact: true }).waitFor()
    expect(await countEach(app, ['prøvet i hånden'])).toEqual([1])
  })
})
