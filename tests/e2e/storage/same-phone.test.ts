import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { countEach, inStore } from '../../support/server/in-store.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { Official } from '../people/official.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { readDatabase } from '../phone/read-database.ts'
import { Walker } from '../people/walker.ts'

describe('what one person has written on a phone', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  beforeEach(async () => {
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  /** The server takes nothing in, though everything else of it answers. */
  const refusePushes = () =>
    app.proxy.setWeather(({ url }) => (url === '/api/sync/push' ? 'refuse' : 'pass'))

  async function plant(texts: string[], category?: string): Promise<void> {
    const text = (n: number) => texts[n - 1] ?? ''
    await plantPins(anna.page, { count: texts.length, text, ...(category ? { category } : {}) })
    await anna.page.goto(`${app.origin}/mine`)
  }

  /** Who the store says has written it. */
  const authorOf = (text: string) =>
    inStore(app, async (db) => {
      const rows = await db.selectFrom('observations').select('body').execute()
      return rows.find(({ body }) => body.text === text)?.body.authorName
    })

  /** By the link of another walk: the link of a joined one opens it under the name it has here. */
  async function joinAs(name: string): Promise<void> {
    await anna.page.goto(`${app.origin}/v/OEST29`)
    await anna.page.getByLabel('Dit navn').fill(name)
    await anna.page.getByRole('button', { name: 'Deltag', exact: true }).click()
  }

  it('H3: is not sent under the name of the next one, who may join only when it has arrived', async () => {
    refusePushes()
    await plant(['skrevet af Anna'])
    await anna.waitForPill(/1 venter/)
    await joinAs('Bo')
    await anna.page
      .getByText(/^Det, Anna har skrevet på denne telefon, er ikke sendt endnu/)
      .waitFor()
    app.proxy.setWeather('pass')
    await anna.page.goto(`${app.origin}/mine`)
    await anna.sendAll()
    await joinAs('Bo')
    await anna.registerButton().waitFor()
    await plant(['skrevet af Bo'])
    await anna.sendAll()
    expect([await authorOf('skrevet af Anna'), await authorOf('skrevet af Bo')]).toEqual([
      'Anna',
      'Bo',
    ])
  })

  it('H3: an official who signs in on the same phone neither sends it nor sees it, and it survives', async () => {
    app.proxy.setWeather('refuse')
    await plant(['før embedsmanden'])
    refusePushes()
    const carla = new Official(await anna.page.context().newPage(), app.origin)
    await carla.signIn('koordinator')
    expect(await carla.page.getByText('før embedsmanden').count()).toBe(0)
    expect(await countEach(app, ['før embedsmanden'])).toEqual([0])
    app.proxy.setWeather('pass')
    await anna.sendAll()
    expect(await authorOf('før embedsmanden')).toBe('Anna')
    expect(carla.errors).toEqual([])
  })

  it('H5: is not deleted with everything on the phone before it is sent, and the person is shown the way', async () => {
    app.proxy.setWeather('refuse')
    await plant(['må ikke slettes'])
    await anna.waitForPill(/1 venter/)
    const eraseAll = () =>
      anna.page.getByRole('button', { name: 'Slet alt på denne telefon' }).first().click()
    await anna.page.getByRole('link', { name: 'Mig', exact: true }).click()
    await eraseAll()
    expect(await anna.page.getByRole('dialog').count()).toBe(0)
    await anna.page.getByRole('main').getByRole('button', { name: 'Mine registreringer' }).click()
    await anna.rows('må ikke slettes').waitFor()
    app.proxy.setWeather('pass')
    await anna.sendAll()
    await anna.page.getByRole('link', { name: 'Mig', exact: true }).click()
    await eraseAll()
    await anna.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Slet alt/ })
      .click()
    await anna.page.getByLabel(/kode/i).first().waitFor()
    expect(await countEach(app, ['må ikke slettes'])).toEqual([1])
  })

  it('E5: after a permanently refused item, phone and server agree in what they claim to have', async () => {
    app.proxy.setWeather('refuse')
    await plant(['taget imod 1', 'taget imod 2'])
    await plant(['aldrig taget imod'], 'findes.ikke')
    app.proxy.setWeather('pass')
    await anna.tryNow()
    await anna.waitForPill('1 kræver dig')
    await anna.page.getByRole('heading', { name: 'Modtaget · 2' }).waitFor()
    expect(
      await anna
        .rows('aldrig taget imod')
        .getByText(/^Modtaget/)
        .count(),
    ).toBe(0)
    expect(await countEach(app, ['taget imod 1', 'taget imod 2', 'aldrig taget imod'])).toEqual([
      1, 1, 0,
    ])
    await anna.tryNow()
    await anna.page.getByText('Det meste er sendt. Noget kræver, at du ser på det.').waitFor()
  })

  it('G7: after local eviction of a sent photo the copy of the server is shown, or words in its place', async () => {
    const { buffer: photo } = await makePhoto()
    await plantPins(anna.page, { count: 1, text: () => 'billedet er væk', photosEach: 1, photo })
    await anna.page.goto(`${app.origin}/mine`)
    await anna.sendAll()
    await anna.rows('billedet er væk').getByText('1 billede sendt').waitFor()
    await anna.rows('billedet er væk').getByRole('button').click()
    // A phone gives up only what it has heard to be in the store, which is after it was sent.
    const picture = anna.page.getByRole('img', { name: /^Billede 1/ })
    const item = anna.page.getByRole('listitem').filter({ has: picture })
    await item.getByText('Modtaget', { exact: true }).waitFor()
    await anna.page.evaluate(evictPhotos)
    expect((await readDatabase(anna.page, 'lygte-outbox'))['photoChunk']).toEqual([])
    app.proxy.setWeather('refuse')
    await anna.page.reload()
    await anna.page.getByText('Vises, når der er net', { exact: true }).waitFor()
    expect(await anna.page.getByRole('alert').count()).toBe(0)
    app.proxy.setWeather('pass')
    await anna.page.reload()
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0)
  })

  it('O3: the export contains only what was written on this phone', async () => {
    const bo = await Walker.onNewPhone(browser, app.origin)
    await bo.join('NYVA26', 'Bo')
    await plantPins(bo.page, { count: 1, text: () => 'af Bo, til alle' })
    await bo.page.goto(`${app.origin}/mine`)
    await bo.sendAll()
    await bo.close()
    await plant(['af Anna, til eksport'])
    await anna.sendAll()
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.see('af Bo, til alle')
    await anna.openOwn()
    const saved = anna.page.waitForEvent('download')
    await anna.page.getByRole('button', { name: 'Eksportér' }).click()
    const zip = unzipSync(await readFile(await (await saved).path()))
    const content = new TextDecoder().decode(zip['lygte.json'])
    expect(content).toContain('af Anna, til eksport')
    expect(content).not.toContain('af Bo, til alle')
  })
})

/** Runs in the page: what the app gives up on a full phone, whether or not this one is full. */
async function evictPhotos(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-outbox')
    opening.onsuccess = () => resolve(opening.result)
  })
  const transaction = database.transaction(['photo', 'photoChunk'], 'readwrite')
  for (const store of ['photo', 'photoChunk']) transaction.objectStore(store).clear()
  await new Promise((resolve) => {
    transaction.oncomplete = resolve
  })
  database.close()
}
