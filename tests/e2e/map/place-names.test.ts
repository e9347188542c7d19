import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const fredensgade = { longitude: 10.20495, latitude: 57.4722 }
const vestergade = { longitude: 10.19728, latitude: 57.4705 }

describe('names of places from the installation’s own map', () => {
  let app: LiveApp
  let browser: Browser
  beforeAll(async () => {
    app = await startLiveApp({ map: demoMap('sindal') })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  it('stand beside each pin on a phone without a network, and its list is searched by them', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin)
    const { page } = anna
    await anna.join('SIND26')
    await anna.prepareOffline()
    await page.getByText('KLAR', { exact: true }).waitFor()
    app.proxy.setWeather('refuse')
    const places = [fredensgade, vestergade]
    await plantPins(page, {
      count: 2,
      text: (n) => `Lampe ${String(n)}`,
      placeOf: (n) => places[n - 1],
    })
    await page.goto(`${app.origin}/liste`)
    await anna.rows('Fredensgade').getByText('Lampe 1').waitFor()
    await anna.rows('Vestergade').getByText('Lampe 2').waitFor()
    await page.getByRole('searchbox').fill('VESTERG lampe')
    await page.getByText('1 fundet').waitFor()
    expect(await anna.rows('Lampe').count()).toBe(1)
    const check = new ScreenCheck(page, {
      language: 'da',
      themes: ['light', 'dark'],
      leastControl: 48,
    })
    await check.look('the list of a walk while it is searched')
    expect(check.findings).toEqual([])
    await anna.rows('Vestergade').click()
    await page.getByText('På kortet: Vestergade').waitFor()
    await anna.openOwn()
    await anna.rows('Fredensgade').waitFor()
    await anna.close()
  })

  it('are suggested for the stops of a plan, and one press by keyboard takes them', async () => {
    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    const { page } = carla
    await carla.signIn('koordinator', 'hjoerring.')
    await page.goto(`${app.directOrigin}/desk/vandringer/ny`)
    await page.getByRole('button', { name: 'Skriv et stop' }).click()
    await page
      .getByLabel('Stop 1: sted på kortet')
      .fill(`${String(vestergade.latitude)}, ${String(vestergade.longitude)}`)
    const suggestion = page.getByRole('button', { name: /^Forslag: Vestergade/ })
    await suggestion.focus()
    await page.keyboard.press('Enter')
    const name = page.getByLabel('Stop 1: navn')
    await expect.poll(() => name.inputValue()).toMatch(/^Vestergade/)
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await suggestion.count()).toBe(0)
    await name.fill('Et andet sted')
    await suggestion.waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
