import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
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

/** Counts the locks of the screen that are held, in place of a phone's own. */
function countScreenLocks(): void {
  const locks = { held: 0 }
  const request = async () => {
    locks.held += 1
    return { release: async () => (locks.held -= 1) }
  }
  Object.defineProperty(navigator, 'wakeLock', { value: { request } })
  Object.assign(globalThis, { screenLocks: locks })
}

const screenLocks = ({ page }: Walker): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { screenLocks: { held: number } }).screenLocks.held)

describe('the leader of a walk', () => {
  it('begins it and says the weather without a network, by keyboard alone, and the desk reads both once they are sent', async () => {
    const lone = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = lone
    await page.context().addInitScript(countScreenLocks)
    await lone.join('VEJG24LEDER', 'Lone')
    await lone.waitForWorker()
    await page.getByRole('link', { name: 'Mig', exact: true }).click()
    await page.getByRole('heading', { name: 'Du leder vandringen' }).waitFor()
    const ready = page.getByRole('region', { name: 'Er telefonerne klar til offline?' })
    const own = ready.getByRole('listitem').filter({ hasText: 'Lone · ikke klar' })
    // Her own phone has looked at itself and told the server.
    const lacks = own.filter({ hasText: /Mangler: .*kort/ })
    const looked = async () => {
      await ready.getByRole('button', { name: 'Se efter igen' }).click()
      return lacks.count()
    }
    await expect.poll(looked).toBe(1)
    expect(await screenLocks(lone)).toBe(0)
    app.proxy.setWeather('refuse')
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    await press('Start vandringen')
    await page.getByText('Vandringen begyndt').waitFor()
    await expect.poll(() => screenLocks(lone)).toBe(1)
    await page.getByLabel('Sig én linje til alle').fill('Vi mødes ved bænken')
    await press('Sig det til alle')
    await page.getByRole('link', { name: 'Kort', exact: true }).click()
    const line = page.getByRole('region', { name: 'Fra lederen' })
    await line.getByText('Gemt på telefonen').waitFor()
    await page
      .locator('.walk-title')
      .getByText(/I gang til/)
      .waitFor()
    await page.getByRole('link', { name: 'Mig', exact: true }).click()
    await page.getByText('Vandringen begyndt').waitFor()
    await press('Tåge')
    await press('Regn')
    await page.getByText('Vejret: Regn').waitFor()
    const said = page.getByRole('group', { name: 'Vejret på vandringen' })
    await expect.poll(() => said.locator('[aria-pressed=true]').allInnerTexts()).toEqual(['Regn'])
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('leading')
    expect(check.findings).toEqual([])
    app.proxy.setWeather('pass')
    await lone.openOwn()
    await lone.sendAll()
    await page.getByText('Vejret: Regn').waitFor()

    const anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('VEJG24', 'Anna')
    const read = anna.page.getByRole('region', { name: 'Fra lederen' })
    await read.getByText('Vi mødes ved bænken').waitFor()
    await anna.page.locator('[aria-live]').getByText('Fra lederen: Vi mødes ved bænken').waitFor()
    await read.getByRole('button', { name: 'Luk linjen fra lederen' }).click()
    await read.waitFor({ state: 'detached' })
    await anna.page.locator('.strip').click()
    await anna.page
      .getByRole('region', { name: 'Sagt af lederen' })
      .getByText('Vi mødes ved bænken')
      .waitFor()
    expect(anna.errors).toEqual([])
    await anna.close()

    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    await carla.page.goto(`${app.origin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
    await carla.page.getByText('Vejret på vandringen').waitFor()
    await carla.page.getByText('Regn', { exact: true }).waitFor()
    await carla.page.locator('.stage').getByText('I gang', { exact: true }).waitFor()
    expect(lone.errors).toEqual([])
    expect(carla.errors).toEqual([])
    await lone.close()
    await carla.close()
  })

  it('describes a stop without a network, finds it again on the sheet, and the desk has the steps in words', async () => {
    const lone = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = lone
    await lone.join('VEJG24LEDER', 'Lone')
    await lone.waitForWorker()
    app.proxy.setWeather('refuse')
    await page.locator('.strip').click()
    await page.getByRole('button', { name: /^1 Torvet ved butikkerne/ }).click()
    await page.getByRole('link', { name: 'Beskriv stedet' }).click()
    await page.getByRole('heading', { name: 'Hvad ser du her?' }).waitFor()
    expect(await page.getByRole('button', { name: 'Gem', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'man kan se vejen' }).press('Enter')
    await page.getByRole('button', { name: 'man kan se personer' }).press('Enter')
    await page.getByRole('button', { name: 'få vinduer' }).press('Enter')
    expect(await page.locator('[aria-pressed=true]').allInnerTexts()).toEqual([
      'man kan se personer',
      'få vinduer',
    ])
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('describing a stop')
    expect(check.findings).toEqual([])
    await page.getByRole('button', { name: 'Gem', exact: true }).press('Enter')
    await page.getByText('2 af 8 beskrevet').waitFor()
    app.proxy.setWeather('pass')
    await page.getByRole('button', { name: 'Luk', exact: true }).click()
    await lone.openOwn()
    await lone.sendAll()
    await page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: /Beskrivelse af Torvet.*Modtaget/ })
      .waitFor()

    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    await carla.page.goto(`${app.origin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
    const table = carla.page.getByRole('region', { name: 'Hvad der blev set' })
    const row = table.getByRole('row').filter({ hasText: 'Torvet ved butikkerne' })
    await row
      .filter({ hasText: 'man kan se personer' })
      .filter({ hasText: 'Vandringsleder' })
      .waitFor()
    expect(lone.errors).toEqual([])
    expect(carla.errors).toEqual([])
    await lone.close()
    await carla.close()
  })
})
