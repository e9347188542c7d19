import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, longestWaitMs, phone } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { copyBuild, newBuildMark, type BuildFolder } from './build-folder.ts'
import { countEach } from '../../support/server/in-store.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { readDatabase } from '../phone/read-database.ts'
import { Walker } from '../people/walker.ts'

/** A page says how often it was loaded; a reload nobody asked for cannot hide. */
function countLoads(page: Page): () => number {
  let loads = 0
  page.on('load', () => (loads += 1))
  return () => loads
}

describe('a newer build while people are out walking', () => {
  let build: BuildFolder
  let app: LiveApp
  let browser: Browser
  let anna: Walker
  let other: Walker

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    build = await copyBuild()
    app = await startLiveApp({ client: build.path })
    const context = await browser.newContext(phone())
    anna = new Walker(await context.newPage(), app.origin)
    await anna.join()
    await anna.waitForWorker()
    other = new Walker(await context.newPage(), app.origin)
    await other.page.goto(`${app.origin}/`)
    await other.registerButton().waitFor()
  })
  afterEach(async () => {
    expect([...anna.errors, ...other.errors]).toEqual([])
    await anna.close()
    await app.close()
    await build.remove()
  })

  /** All that the router has to say about a part that is not there; nobody sees it. */
  function expectOnlyMissingParts(): void {
    for (const error of anna.errors.splice(0))
      expect(error).toContain('Failed to fetch dynamically imported module')
  }

  const ready = ({ page }: Walker) => page.getByText('Ny version er klar', { exact: true })
  const press = ({ page }: Walker, name: string) => page.getByRole('button', { name }).click()

  /** A tab of a busy machine may answer too late; the person is told so, and presses again. */
  async function update({ page }: Walker): Promise<void> {
    const isNew = page.locator(newBuildMark)
    const notice = page.locator('.alert').filter({ hasText: 'Ny version er klar' })
    const pressed = async () => {
      const now = page.getByRole('button', { name: 'Opdater nu' })
      if (await now.isEnabled({ timeout: 1_000 }).catch(() => false))
        await now.click({ timeout: 1_000 }).catch(() => undefined)
      if ((await isNew.count().catch(() => 0)) === 1) return 'the new version'
      return notice.textContent({ timeout: 1_000 }).catch(() => 'no notice')
    }
    await expect.poll(pressed, { timeout: longestWaitMs }).toBe('the new version')
  }

  /** The newer build is there, and the app looks for it as it does whenever it comes to the front. */
  async function deploy(): Promise<void> {
    await build.deploy()
    await anna.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await ready(anna).waitFor()
    await ready(other).waitFor()
  }

  async function beginPin(walker: Walker): Promise<void> {
    await walker.chooseTopic('Lys', 'Lampe slukket')
    await walker.writeRemark('halvt skrevet')
  }

  it('I4: is offered and not forced: no tab reloads unasked, and parts not yet loaded still open', async () => {
    const loads = [countLoads(anna.page), countLoads(other.page)]
    await beginPin(anna)
    await deploy()
    await anna.page.getByText('Opdater, når det passer dig.').waitFor()
    expect(await anna.remark()).toBe('halvt skrevet')
    await press(other, 'Senere')
    await ready(other).waitFor({ state: 'detached' })
    await other.page.getByRole('link', { name: /^Liste/ }).click()
    await other.page.getByRole('heading', { name: 'Registreringer' }).waitFor()
    await other.page.getByRole('link', { name: /^Mig/ }).click()
    await press(other, 'Klar til offline')
    await other.page.getByRole('heading', { name: 'Klar til offline' }).waitFor()
    await anna.save()
    expect(loads.map((count) => count())).toEqual([0, 0])
    expect(await anna.page.locator(newBuildMark).count()).toBe(0)
  })

  it('I4: leaves a half-written pin as it was, and only the tab that asked for the update is reloaded', async () => {
    await beginPin(anna)
    await deploy()
    const loads = countLoads(other.page)
    await update(anna)
    await anna.saveButton().waitFor()
    expect(await anna.remark()).toBe('halvt skrevet')
    await other.page.getByText('Lygte blev opdateret i en anden fane.').waitFor()
    // A part that only the build before knows by this name.
    await other.page.getByRole('link', { name: /^Mig/ }).click()
    await other.page.getByRole('heading', { name: 'Mig', exact: true }).waitFor()
    expect(loads()).toBe(0)
    await press(other, 'Indlæs igen')
    await other.page.locator(newBuildMark).waitFor({ state: 'attached' })
    await anna.save()
    await anna.waitForPill('Alt er sendt')
  })

  it('I5: keeps the words typed in one tab when another tab asks for the update', async () => {
    await beginPin(anna)
    await deploy()
    const loads = countLoads(anna.page)
    await update(other)
    await anna.page.getByText('Lygte blev opdateret i en anden fane.').waitFor()
    expect(await anna.remark()).toBe('halvt skrevet')
    expect(loads()).toBe(0)
    await press(anna, 'Indlæs igen')
    await anna.page.locator(newBuildMark).waitFor({ state: 'attached' })
    await anna.saveButton().waitFor()
    expect(await anna.remark()).toBe('halvt skrevet')
  })

  it('I7: delivers the 50 queued items and the half-sent photo of the version before it', async () => {
    app.proxy.setWeather(({ url }) => (url?.startsWith('/api/') ? 'refuse' : 'pass'))
    const { buffer: photo } = await makePhoto(960, 720)
    const text = (n: number) => `ventede på opdateringen ${String(n)}`
    await plantPins(anna.page, { count: 1, text: () => 'halvt sendt', photosEach: 1, photo })
    // Its text and the first piece of it arrive; then the network goes.
    let pieces = 0
    app.proxy.setWeather(({ method }) => {
      if (method === 'PATCH') pieces += 1
      return pieces < 2 ? 'pass' : 'refuse'
    })
    await anna.page.goto(`${app.origin}/mine`)
    await expect.poll(() => pieces).toBeGreaterThan(1)
    await plantPins(anna.page, { count: 50, text })
    app.proxy.setWeather(({ url }) => (url?.startsWith('/api/') ? 'refuse' : 'pass'))
    await anna.page.reload()
    await anna.waitForPill(/51 venter/)
    await deploy()
    await update(anna)
    await anna.waitForPill(/51 venter/)
    app.proxy.setWeather('pass')
    await anna.sendAll()
    await anna.rows('halvt sendt').getByText('1 billede sendt').waitFor()
    const texts = Array.from({ length: 50 }, (_, index) => text(index + 1))
    expect(await countEach(app, [...texts, 'halvt sendt'])).toEqual(Array(51).fill(1))
  })

  it('I8: leaves the old version starting offline when its own install was interrupted', async () => {
    await build.deploy()
    // The new list of files comes, and then the network goes in the middle of them.
    let files = 0
    app.proxy.setWeather(({ url }) => {
      if (!url?.includes('/assets/')) return 'pass'
      files += 1
      return files < 4 ? 'pass' : { kind: 'cut-answer', afterBytes: 500 }
    })
    await anna.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const failed = new Promise<void>((resolve) => {
        registration.addEventListener('updatefound', () => {
          const worker = registration.installing
          worker?.addEventListener('statechange', () => {
            if (worker.state === 'redundant') resolve()
          })
        })
      })
      await registration.update().catch(() => undefined)
      await failed
    })
    expect(files).toBeGreaterThan(3)
    app.proxy.setWeather('refuse')
    await anna.page.reload()
    await anna.registerButton().waitFor()
    expect(await anna.page.locator(newBuildMark).count()).toBe(0)
    await beginPin(anna)
    await anna.save()
    await anna.waitForPill('1 venter på net')
  })

  it('I6: repairs itself once when a part of the app is missing here and on the server, and keeps both databases', async () => {
    app.proxy.setWeather(({ url }) => (url === '/api/sync/push' ? 'refuse' : 'pass'))
    await beginPin(anna)
    await anna.save()
    const databases = async () => {
      const { mutation } = await readDatabase(anna.page, 'lygte-outbox')
      const { row, space } = await readDatabase(anna.page, 'lygte-cache')
      return { mutations: mutation?.length, rows: row?.length, spaces: space?.length }
    }
    const before = await databases()
    expect(before.mutations).toBe(1)
    const part = await build.lose(/^my-pages-.*\.js$/)
    await anna.page.evaluate(dropFromCaches, part.name)
    const devtools = await anna.page.context().newCDPSession(anna.page)
    await devtools.send('Network.clearBrowserCache')
    const loads = countLoads(anna.page)
    const link = anna.page.getByRole('link', { name: /^Mig/ })
    const reloaded = async (act: () => Promise<void>) => {
      const loaded = anna.page.waitForEvent('load')
      await act()
      await loaded
      await anna.registerButton().waitFor()
    }
    await reloaded(() => link.click())
    await link.click()
    await anna.page
      .getByText('Noget af appen mangler. Reparationen rører ikke det, du har gemt.')
      .waitFor()
    expect(loads()).toBe(1)
    await part.bringBack()
    await reloaded(() => press(anna, 'Reparér appen'))
    await link.click()
    await anna.page.getByRole('heading', { name: 'Mig', exact: true }).waitFor()
    expect(loads()).toBe(2)
    expect(await databases()).toEqual(before)
    expectOnlyMissingParts()
  })

  it('I6: keeps the page while a part is missing and there is no network, says so, and fetches it once there is one', async () => {
    const part = await build.lose(/^my-pages-.*\.js$/)
    await anna.page.evaluate(dropFromCaches, part.name)
    await part.bringBack()
    const devtools = await anna.page.context().newCDPSession(anna.page)
    await devtools.send('Network.clearBrowserCache')
    const loads = countLoads(anna.page)
    app.proxy.setWeather('refuse')
    const link = anna.page.getByRole('link', { name: /^Mig/ })
    await link.click()
    await anna.page.getByText('En del af appen mangler endnu').waitFor()
    await press(anna, 'Prøv igen')
    await anna.registerButton().waitFor()
    expect(loads()).toBe(0)
    app.proxy.setWeather('pass')
    const loaded = anna.page.waitForEvent('load')
    await press(anna, 'Prøv igen')
    await loaded
    await link.click()
    await anna.page.getByRole('heading', { name: 'Mig', exact: true }).waitFor()
    expectOnlyMissingParts()
  })

  it('I6: notices a missing part from the first moment, before the rest of the app has loaded', async () => {
    const part = await build.lose(/^my-pages-.*\.js$/)
    await anna.page.evaluate(dropFromCaches, part.name)
    const devtools = await anna.page.context().newCDPSession(anna.page)
    await devtools.send('Network.clearBrowserCache')
    // A phone that is busy: what waits for a quiet moment does not come.
    await anna.page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }))
    await anna.page.reload()
    await anna.registerButton().waitFor()
    const loaded = anna.page.waitForEvent('load')
    await anna.page.getByRole('link', { name: /^Mig/ }).click()
    await loaded
    expectOnlyMissingParts()
  })
})

/** Runs in the page. */
async function dropFromCaches(name: string): Promise<void> {
  for (const key of await caches.keys()) {
    const cache = await caches.open(key)
    for (const request of await cache.keys()) {
      if (request.url.includes(name)) await cache.delete(request)
    }
  }
}
