import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { Walker } from '../people/walker.ts'

/** The sum of what has moved without being touched, by Chromium's Layout Instability API. web.dev calls up to 0.1 good. */
type Watching = typeof globalThis & { shifted: number }

describe('a screen that is opened by its address', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('OEST29', 'Anna')
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await plantPins(anna.page, { count: 5, text: (n) => `venter ${n}` })
    await anna.page.addInitScript(watchShifts)
  })
  afterAll(async () => {
    await anna.close()
    await browser.close()
    await app.close()
  })

  it.each(['/', '/mine', '/liste', '/mig', '/klar'])(
    '%s moves nothing while what it shows is read and the position comes',
    async (path) => {
      await anna.page.goto(`${app.origin}${path}`)
      await anna.page.getByRole('main').getByRole('button').first().waitFor()
      if (path === '/liste')
        await anna.page
          .getByText(/\sm herfra/)
          .first()
          .waitFor()
      await quiet(anna.page)
      expect(await anna.page.evaluate(() => (globalThis as Watching).shifted)).toBeLessThan(0.05)
      expect(anna.errors).toEqual([])
    },
  )
})

function watchShifts(): void {
  const page = globalThis as Watching
  page.shifted = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      }
      if (!hadRecentInput) page.shifted += value
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Nothing is loading any more, and what came has been painted. */
async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
}
