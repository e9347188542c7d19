import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
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

async function planAt(path: string) {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}${path}`)
  return { carla, page: carla.page }
}

describe('what is known of an area from before', () => {
  it('lies over the map of a plan when it is asked for, with the last walk and its ratings, and is taken off again', async () => {
    const { carla, page } = await planAt('/desk/vandringer/ny')
    const findings = page.getByRole('checkbox', { name: 'Åbne registreringer fra før' })
    await findings.check()
    await page.getByText(/^\d+ på kortet her$/).waitFor()
    expect(await page.locator('.map .cluster-mark, .map [data-findings]').count()).toBeGreaterThan(
      0,
    )
    await page.getByRole('checkbox', { name: 'Ruten fra sidste vandring her' }).check()
    await page.getByText(/^Sidst: .+ 2026 kl\. /).waitFor()
    await page.locator('.route-earlier').waitFor({ state: 'attached' })
    await page.getByRole('checkbox', { name: 'Svar om tryghed fra sidste vandring her' }).check()
    await page.getByRole('heading', { name: 'Tryghed før, på og efter vandringen' }).waitFor()
    const look = new ScreenCheck(page, {
      language: 'da',
      themes: ['light', 'dark'],
      leastControl: 24,
    })
    await look.look('a plan with layers')
    await findings.uncheck()
    await page.getByText(/på kortet her$/).waitFor({ state: 'detached' })
    expect(await page.locator('.map .cluster-mark').count()).toBe(0)
    expect([...look.findings, ...carla.errors]).toEqual([])
    await carla.close()
  }, 90_000)

  it('suggests stops through the marks, adds none beyond ten, and takes them back in one step', async () => {
    const { carla, page } = await planAt('/desk/vandringer/ny')
    await page.getByRole('button', { name: 'Skriv et stop' }).click()
    await page.getByLabel('Stop 1: navn').fill('Mit eget')
    await page.getByRole('checkbox', { name: 'Åbne registreringer fra før' }).check()
    await page.getByText(/^\d+ på kortet her$/).waitFor()
    const suggest = page.getByRole('button', { name: 'Foreslå rute gennem mærkerne' })
    await suggest.click()
    const names = page.getByLabel(/^Stop \d+: navn/)
    await expect.poll(() => names.count()).toBeGreaterThan(1)
    const count = await names.count()
    expect(count).toBeLessThanOrEqual(10)
    expect(await names.first().inputValue()).toBe('Mit eget')
    expect(await names.nth(1).inputValue()).toMatch(/^Stedet med \d+ mærker?$/)
    await page.getByRole('button', { name: 'Fortryd på kortet' }).click()
    await expect.poll(() => names.count()).toBe(1)
    expect(carla.errors).toEqual([])
    await carla.close()
  }, 60_000)

  it('is said to be missing when it could not be fetched, and the plan goes on without it', async () => {
    const { carla, page } = await planAt('/desk/vandringer/ny')
    await page.route('**/api/observations/clusters**', (route) => route.abort())
    await page.getByRole('checkbox', { name: 'Åbne registreringer fra før' }).check()
    await page.getByText(/^Registreringerne kunne ikke hentes/).waitFor()
    await page.getByRole('button', { name: 'Skriv et stop' }).click()
    await page.getByLabel('Stop 1: navn').waitFor()
    await carla.close()
  }, 60_000)
})
