import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { countEach, endSessions } from '../../support/server/in-store.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { Walker } from '../people/walker.ts'

type Holding = typeof globalThis & { runLongTimers: () => void }

/** Timers of five seconds and more wait until the test runs them, so that they are not due because a machine is slow. */
function holdLongTimers(): void {
  const held = new Map<number, () => void>()
  let lastId = 1_000_000_000
  const page: Window = window
  const { setTimeout: start, clearTimeout: stop } = page
  const hold = (run: () => void, ms = 0): number => {
    if (ms < 5_000) return start(run, ms)
    lastId += 1
    held.set(lastId, run)
    return lastId
  }
  const clear = (id?: number) => {
    if (id === undefined || !held.delete(id)) stop(id)
  }
  const runLongTimers = () => {
    const due = [...held.values()]
    held.clear()
    for (const run of due) run()
  }
  Object.assign(page, { setTimeout: hold, clearTimeout: clear, runLongTimers })
}

describe('one phone with several tabs', () => {
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
    await anna.close()
  })

  /** A tab behind the one in front, if it is hidden, whose long timers a test runs. */
  async function anotherTab({ isHidden = false } = {}): Promise<Walker> {
    const tab = new Walker(await anna.page.context().newPage(), app.origin)
    if (isHidden) {
      await tab.page.addInitScript(holdLongTimers)
      await tab.page.addInitScript(() =>
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }),
      )
    }
    // What it asks at its start is behind it.
    const pulled = tab.page
      .waitForResponse('**/api/sync/pull', { timeout: 15_000 })
      .catch(() => null)
    await tab.page.goto(`${app.origin}/mine`)
    await tab.waitForPill(/sendt|venter/)
    if (isHidden) {
      expect(await pulled).not.toBeNull()
      await tab.page.evaluate(() => navigator.locks.request('lygte-sync', () => undefined))
    }
    return tab
  }
  /** Whatever waits for later is due in each tab, and what that begins under the lock has come to its end. */
  async function turnRound(tabs: Walker[]): Promise<void> {
    for (const { page } of tabs) {
      await page.evaluate(() => (globalThis as Holding).runLongTimers())
      await page.evaluate(() => navigator.locks.request('lygte-sync', () => undefined))
    }
  }
  const online = ({ page }: Walker) =>
    page.evaluate(() => void window.dispatchEvent(new Event('online')))
  const asked = (path: string) => app.proxy.seen.filter((seen) => seen.path === path).length
  const texts = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name} ${String(index + 1)}`)

  it('J2: sends the requests of one tab after a save, with five tabs open', async () => {
    const hidden: Walker[] = []
    while (hidden.length < 4) hidden.push(await anotherTab({ isHidden: true }))
    const byHidden: string[] = []
    for (const { page } of hidden) {
      page.on('request', (request) => {
        if (request.url().includes('/api/sync/')) byHidden.push(request.url())
      })
    }
    // What a tab asks and reports when it starts is behind it; a slow machine needs more than one round for that.
    await expect
      .poll(async () => {
        byHidden.length = 0
        await turnRound(hidden)
        return byHidden
      })
      .toEqual([])
    const pushes = asked('/api/sync/push')
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('fra en af fem')
    await anna.save()
    for (const tab of [anna, ...hidden]) await tab.waitForPill('Alt er sendt')
    await turnRound(hidden)
    expect(byHidden).toEqual([])
    expect(asked('/api/sync/push') - pushes).toBe(1)
    expect(await countEach(app, ['fra en af fem'])).toEqual([1])
    expect([anna, ...hidden].flatMap(({ errors }) => errors)).toEqual([])
  })

  it('B9: delivers everything exactly once when two tabs upload at once, without a lock between them', async () => {
    app.proxy.setWeather('refuse')
    const names = texts(30, 'begge faner')
    await plantPins(anna.page, { count: 30, text: (n) => names[n - 1] ?? '' })
    const tabs = [anna, await anotherTab()]
    for (const { page } of tabs) {
      await page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
      )
      await page.goto(`${app.origin}/mine`)
    }
    // Both requests are on the way before either is answered, also where one tab gets its turn a second later.
    app.proxy.setWeather(({ url }) =>
      url === '/api/sync/push' ? { kind: 'pass', link: { delayMs: 3_000 } } : 'pass',
    )
    const before = asked('/api/sync/push')
    await Promise.all(tabs.map(online))
    for (const tab of tabs) await tab.waitForPill('Alt er sendt')
    expect(asked('/api/sync/push') - before).toBeGreaterThan(1)
    expect(await countEach(app, names)).toEqual(Array(30).fill(1))
  })

  it('J1: continues in another tab after the tab that sends is frozen', async () => {
    const other = await anotherTab()
    await anna.page.goto(`${app.origin}/mine`)
    await other.page.clock.install()
    await other.page.reload()
    // It takes the lock and sleeps in the middle of its cycle.
    await anna.page.evaluate(
      () =>
        new Promise<void>((held) => {
          void navigator.locks.request('lygte-sync', () => {
            held()
            return new Promise(() => undefined)
          })
        }),
    )
    await other.page.getByRole('link', { name: 'Kort', exact: true }).click()
    await other.chooseTopic('Lys', 'Lampe slukket')
    await other.writeRemark('mens den anden sov')
    await other.save()
    expect(await countEach(app, ['mens den anden sov'])).toEqual([0])
    const aMomentLater = () => other.page.clock.runFor(5_000).then(() => other.pill().innerText())
    await expect.poll(aMomentLater).toContain('Alt er sendt')
    expect(await countEach(app, ['mens den anden sov'])).toEqual([1])
  })

  it('H6: stays signed in when both tabs were reloaded at once', async () => {
    const tabs = [anna, await anotherTab()]
    await Promise.all(tabs.map(({ page }) => page.reload()))
    app.proxy.setWeather('refuse')
    await plantPins(anna.page, { count: 2, text: (n) => `efter to genindlæsninger ${String(n)}` })
    await endSessions(app, 'phones')
    app.proxy.setWeather('pass')
    for (const tab of tabs) await tab.page.goto(`${app.origin}/mine`)
    const again = tabs.map(({ page }) => page.getByRole('button', { name: 'Log ind igen' }).first())
    // Each renews the session of the same phone; the later answer must not undo the earlier.
    await Promise.all(again.map((button) => button.waitFor()))
    await Promise.all(again.map((button) => button.click()))
    for (const tab of tabs) await tab.waitForPill('Alt er sendt')
    await Promise.all(tabs.map(({ page }) => page.reload()))
    for (const tab of tabs) {
      await tab.tryNow()
      await tab.page.getByText('Alt er sendt.', { exact: true }).waitFor()
    }
    expect(await countEach(app, texts(2, 'efter to genindlæsninger'))).toEqual([1, 1])
  })

  it('J4: has one stream and nothing stale in a page that the browser kept whole', async () => {
    await anna.page.goto(`${app.origin}/mine`)
    await anna.waitForPill('Alt er sendt')
    const streams = () => asked('/api/events')
    const bo = await Walker.onNewPhone(browser, app.origin)
    // What the browser says of a page it has kept: it was hidden, then it is shown again as it was.
    await anna.page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    })
    await bo.join('NYVA26', 'Bo')
    await plantPins(bo.page, { count: 1, text: () => 'imens siden lå gemt' })
    await bo.page.goto(`${app.origin}/mine`)
    await bo.sendAll()
    const open = () => app.proxy.openStreams()
    await expect.poll(open).toBe(2)
    const before = streams()
    await anna.page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
    await expect.poll(() => streams() - before).toBe(1)
    // The new one takes the place of the old one, which nobody may be listening to.
    await expect.poll(open).toBe(2)
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.see('imens siden lå gemt')
    await bo.close()
  })
})
