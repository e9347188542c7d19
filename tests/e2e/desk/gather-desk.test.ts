import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'

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

describe('gathering a walk at the desk', () => {
  it('says that nothing was sent while there is no network, and counts nothing', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk/vandringer`)
    await page.getByRole('link', { name: /Svenstrup/ }).click()
    await page.getByRole('link', { name: 'Saml vandringen op' }).click()
    await page.getByText('Top 5: 0 valgt').waitFor()
    await page.locator('[id^=finding-]').first().click()
    await page.route('**/api/sync/push', (route) => route.abort())
    await page.getByRole('button', { name: 'Sæt på top 5' }).click()
    await page.getByText(/^Det er ikke sendt/).waitFor()
    expect(await page.getByText('Top 5: 0 valgt').count()).toBe(1)
    await page.unroute('**/api/sync/push')
    await page.getByRole('button', { name: 'Sæt på top 5' }).click()
    await page.getByText('Top 5: 1 valgt').waitFor()
    expect(await page.getByText(/^Det er ikke sendt/).count()).toBe(0)
    await carla.close()
  })

  it('is current while somebody else gathers, and two who choose at once lose nothing', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const official = await Official.onNewLaptop(browser, app.origin)
        await official.signIn('koordinator')
        await official.page.goto(`${app.origin}/desk/vandringer`)
        await official.page.getByRole('link', { name: /Aalborg Øst/ }).click()
        await official.page.getByRole('link', { name: 'Saml vandringen op' }).click()
        await official.page.getByText('Top 5: 0 valgt').waitFor()
        return official
      }),
    )
    const choose = async (official: Official | undefined, index: number) => {
      await official?.page.locator('[id^=finding-]').nth(index).click()
      await official?.page.getByRole('button', { name: 'Sæt på top 5' }).click()
    }
    await Promise.all([choose(one, 0), choose(two, 1)])
    for (const official of [one, two]) {
      await official?.page.getByText('Top 5: 2 valgt').waitFor()
      expect(official?.errors).toEqual([])
      await official?.close()
    }
  })
})
