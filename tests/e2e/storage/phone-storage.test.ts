import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { countEach } from '../../support/server/in-store.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { readDatabase } from '../phone/read-database.ts'
import {
  breakableStorage,
  keptInReserve,
  type BreakableStorage,
} from '../phone/breakable-storage.ts'
import { Walker } from '../people/walker.ts'

describe('a phone whose storage fails', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker
  let storage: BreakableStorage

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  beforeEach(() => joinAnew())
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  /** A fresh phone that has joined and lost its network; `room`: bytes that its browser allows. */
  async function joinAnew(room?: number): Promise<void> {
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin)
    storage = await breakableStorage(anna.page, app.origin)
    if (room !== undefined) await storage.limit(room)
    await anna.page.clock.install()
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
  }

  const alert = (words: string) => anna.page.getByText(words, { exact: true }).first()

  async function pin(remark: string): Promise<void> {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(remark)
  }

  it('A5: after its connection is closed by force, the next save succeeds without a reload', async () => {
    await pin('efter en lukket forbindelse')
    await storage.closeConnections()
    await anna.save()
    await anna.waitForPill('1 venter på net')
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toHaveLength(1)
  })

  it('A6: after open hangs, within three seconds the person sees a clear state, and nothing typed is lost', async () => {
    await pin('mens lageret hænger')
    await storage.hang(true)
    await storage.closeConnections()
    await anna.saveButton().click()
    await anna.page.clock.runFor(3_000)
    await anna.page.getByRole('alert').first().waitFor()
    expect(await anna.savedNotice().count()).toBe(0)
    expect(await anna.remark()).toBe('mens lageret hænger')
    await storage.hang(false)
    await anna.save()
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toHaveLength(1)
  })

  it('A6: an app that starts while open hangs says so within three seconds, and goes on once it opens', async () => {
    await storage.hang(true)
    await anna.page.reload()
    await anna.page.clock.runFor(3_000)
    await alert('Telefonens lager svarer ikke').waitFor()
    await storage.hang(false)
    await anna.page.getByRole('button', { name: 'Prøv igen', exact: true }).click()
    await anna.registerButton().waitFor()
    await alert('Telefonens lager svarer ikke').waitFor({ state: 'detached' })
  })

  it('A8: after the outbox has vanished while its marker is there, the loss is told at once and to the server', async () => {
    await pin('går tabt')
    await anna.save()
    await storage.erase('lygte-outbox')
    await anna.page.goto(`${app.origin}/`)
    await alert('Telefonen har slettet noget').waitFor()
    await anna.page.getByText('Telefonen havde gemt én registrering eller ændring.').waitFor()
    app.proxy.setWeather('pass')
    await anna.join('NYVA26', 'Anna')
    await alert('Telefonen har slettet noget').waitFor()
    const pushed = anna.page.waitForRequest('**/api/sync/push')
    await pin('efter tabet')
    await anna.save()
    const body = (await pushed).postDataJSON() as { mutations: { clientSeq: number }[] }
    // The number of what was lost is not given out again: the server sees the gap.
    expect(body.mutations.map(({ clientSeq }) => clientSeq)).toEqual([2])
    // Nothing waits, and yet not everything was sent: that is not said before the loss was seen.
    await anna.waitForPill('Noget er slettet')
    await anna.page.getByRole('button', { name: 'Jeg har set det' }).click()
    await anna.waitForPill('Alt er sendt')
    expect(await countEach(app, ['går tabt', 'efter tabet'])).toEqual([0, 1])
  })

  it('K1: after storage is full, a text-only report can still be saved, by the room that is kept for it', async () => {
    await anna.close()
    await joinAnew(9_000_000)
    const reserve = () => keptInReserve(anna.page)
    await expect.poll(reserve).toBe(20 * 256 * 1024)
    await storage.fill()
    await pin('fuld telefon')
    await anna.save()
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toHaveLength(1)
    expect(await reserve()).toBe(0)
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()
    expect(await countEach(app, ['fuld telefon'])).toEqual([1])
  })

  it('K3: when the phone will not promise to keep anything, the person sees what that means', async () => {
    app.proxy.setWeather('pass')
    await anna.page.evaluate(() => {
      StorageManager.prototype.persist = () => Promise.resolve(false)
    })
    await anna.prepareOffline()
    await alert('Telefonen vil ikke love at beholde det, hvis den bliver fuld.').waitFor()
    await anna.page.getByText(/^Læg Lygte på hjemmeskærmen, så går det som regel/).waitFor()
  })

  it('K4: where nothing is kept, the person is warned before the first report, and online sending works', async () => {
    await anna.close()
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin)
    // A private window: what is written can be read, and is forgotten with the window.
    await anna.page.addInitScript(() => {
      const get = IDBObjectStore.prototype.get
      IDBObjectStore.prototype.get = function (key) {
        return get.call(
          this,
          typeof key === 'string' && key.startsWith('self-test') ? 'forgotten' : key,
        )
      }
    })
    await anna.page.goto(`${app.origin}/v/NYVA26`)
    await alert('Denne telefon kan ikke gemme').waitFor()
    await anna.page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await pin('fra et privat vindue')
    await anna.saveButton().click()
    await anna.page.getByText('Kun gemt, til du lukker siden').first().waitFor()
    expect(await anna.page.locator('body').innerText()).not.toContain('Gemt på telefonen ·')
    await anna.waitForPill('Alt er sendt')
    await alert('Denne telefon kan ikke gemme').waitFor()
    expect(await countEach(app, ['fra et privat vindue'])).toEqual([1])
  })

  it('I9: a tab that holds an old database version gives it up, and goes on saving; the newer one does not hang', async () => {
    const newer = await anna.page.context().newPage()
    await newer.goto(`${app.origin}/manifest.webmanifest`)
    const opened = await newer.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('lygte-cache', 99)
          opening.onblocked = () => resolve('blocked')
          opening.onsuccess = () => {
            opening.result.close()
            resolve('opened')
          }
        }),
    )
    expect(opened).toBe('opened')
    await pin('fra den gamle fane')
    await anna.save()
    await anna.waitForPill('1 venter på net')
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.tryNow()
    await expect.poll(() => countEach(app, ['fra den gamle fane'])).toEqual([1])
  })

  it('A4: with 1,000 items of 3 photos each queued, it starts and saves the next without loading their pictures', async () => {
    await anna.page.goto(`${app.origin}/manifest.webmanifest`)
    const photo = Buffer.alloc(24_000, 7)
    await plantPins(anna.page, {
      count: 1000,
      text: (n) => `i kø ${String(n)}`,
      photosEach: 3,
      photo,
    })
    await anna.page.goto(`${app.origin}/`)
    await anna.waitForPill(/4\.?000 venter/)
    await pin('den næste')
    await anna.save()
    await anna.waitForPill(/4\.?001 venter/)
    expect(await storage.countReads('photoChunk')).toBe(0)
    const devtools = await anna.page.context().newCDPSession(anna.page)
    await devtools.send('Performance.enable')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value
    expect(heap).toBeLessThan(60_000_000)
  })
})
