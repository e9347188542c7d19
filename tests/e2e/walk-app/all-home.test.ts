import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

let app: LiveApp
let browser: Browser

beforeAll(async () => {
  app = await startLiveApp()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

describe('whether everybody is home', () => {
  it('is read by the leader for each phone, ticked off by hand, and still there without a network, with its age', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('VEJG24', 'Anna')
    const lone = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = lone
    await lone.join('VEJG24LEDER', 'Lone')
    await lone.waitForWorker()
    await page.getByRole('link', { name: 'Mig', exact: true }).click()
    await page.getByRole('button', { name: 'Start vandringen' }).click()
    await page.getByRole('link', { name: 'Er alle hjemme?' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'Anna' })
    await row.filter({ hasText: 'ved vi ikke' }).waitFor()
    await page.getByText('0 af 2 er krydset af som hjemme').waitFor()
    await page.getByRole('button', { name: 'Anna er hjemme' }).press('Enter')
    await page.getByText('1 af 2 er krydset af som hjemme').waitFor()
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('all home')
    app.proxy.setWeather('refuse')
    await page.reload()
    await page.getByText(/^Vi kan ikke nå de andre telefoner nu/).waitFor()
    const tick = page.getByRole('button', { name: 'Anna er hjemme' })
    expect(await tick.getAttribute('aria-pressed')).toBe('true')
    await check.look('all home without a network')
    expect(check.findings).toEqual([])
    app.proxy.setWeather('pass')
    await page.getByRole('button', { name: 'Se efter igen' }).click()
    await page.getByText(/^Læst/).waitFor()
    await lone.close()
  })

  it('is told to nobody but the leader', async () => {
    const bo = await Walker.onNewPhone(browser, app.origin)
    await bo.join('VEJG24', 'Bo')
    await bo.page.goto(`${app.origin}/hjemme`)
    await bo.page.getByText('Det kan kun vandringens leder se.').waitFor()
    expect(await bo.page.getByRole('listitem').filter({ hasText: 'Anna' }).count()).toBe(0)
    expect(bo.errors).toEqual([])
    await bo.close()
  })
})
