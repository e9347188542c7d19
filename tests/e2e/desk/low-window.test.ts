import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { TightCheck } from '../screens/tight-check.ts'

let app: LiveApp
let browser: Browser
beforeAll(async () => {
  app = await startLiveApp({ map: demoMap('aalborg') })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

const windows: [string, { width: number; height: number }][] = [
  ['a phone', { width: 390, height: 844 }],
  ['a small phone', { width: 320, height: 568 }],
  ['a laptop of 1280 × 1024 at 400 %', { width: 320, height: 256 }],
  ['a laptop of 1440 × 900 at 400 %', { width: 360, height: 225 }],
  ['a phone on its side', { width: 844, height: 390 }],
]

describe('the desk where there is little room', () => {
  it.each(windows)(
    'lets every finding be reached, opened and acted on, and the map be seen, on %s',
    async (_, viewport) => {
      const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
      const { page } = carla
      const check = new TightCheck(page, {})
      await carla.signIn('koordinator')
      expect(await page.evaluate(() => window.scrollY)).toBe(0)
      const rows = carla.list().getByRole('link')
      await check.look('the list')

      await rows.last().click()
      await carla.panel().getByRole('heading', { level: 2 }).waitFor()
      await check.look('an open finding')
      await carla
        .panel()
        .getByRole('tab', { name: /^Historik/ })
        .click()
      await carla.panel().getByRole('button', { name: 'Luk' }).click()

      await page.getByRole('button', { name: 'Filtre' }).click()
      await page.getByRole('button', { name: 'Status', exact: true }).click()
      await page.getByRole('checkbox', { name: 'Tildelt' }).check()
      await page.keyboard.press('Escape')
      await check.look('the filters')
      await page.getByRole('button', { name: 'Menu' }).click()
      await page.getByRole('searchbox').fill('lampe')
      await check.look('the menu')
      await page.getByRole('button', { name: 'Kort', exact: true }).click()
      const map = await page.locator('.map-pane').boundingBox()
      expect(map?.height).toBeGreaterThanOrEqual(200)
      await check.look('the map')
      expect([...check.findings, ...carla.errors]).toEqual([])
      await carla.close()
    },
  )

  it('begins with findings in the first fifth of a phone’s screen', async () => {
    const viewport = { width: 390, height: 844 }
    const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
    await carla.signIn('koordinator')
    const first = await carla.list().getByRole('link').first().boundingBox()
    expect(first?.y).toBeLessThan(viewport.height / 5)
    await carla.close()
  })
})
