import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { ScreenCheck } from '../screens/screen-check.ts'
import { TightCheck } from '../screens/tight-check.ts'

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

const checkOf = (page: Page, leastControl = 44) =>
  new ScreenCheck(page, { language: 'da', themes: ['dark', 'light'], leastControl })

async function openPublishing(carla: Official): Promise<void> {
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer`)
  await carla.page.getByRole('link', { name: /Aalborg Øst/ }).click()
  await carla.page.getByRole('link', { name: 'Offentlig side' }).click()
  await carla.page.getByRole('heading', { name: 'Offentlig side' }).waitFor()
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Saml vandringen op' }).click()
  await page.getByRole('button', { name: /^Godkend listen/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Godkend listen' }).click()
  await page.getByText(/Listen er godkendt af koordinatoren/).waitFor()
  await page.goBack()
}

const walkAddress = (page: Page): string =>
  page.url().replace(/\/desk\/vandringer\/([^/]+)\/offentlig.*/, '/vandringer/$1')

describe('the public page of a walk', () => {
  it('is published with three presses, piece by piece where somebody wants to, and withdrawn at once', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    const { page } = carla
    await openPublishing(carla)
    // With a mouse, as on the other screens of the desk.
    const check = checkOf(page, 24)
    await page.getByText('Listen skal være godkendt').waitFor()
    await approve(page)
    await page.getByText('0 af 9 fund er med på siden.', { exact: false }).waitFor()
    await check.look('nothing is chosen yet')
    const address = walkAddress(page)
    const stranger = await browser.newContext()
    const public_ = await stranger.newPage()
    expect((await public_.goto(address))?.status()).toBe(404)
    await public_.getByRole('heading', { name: 'Siden findes ikke' }).waitFor()
    // One press for what was reviewed, one to publish; approving the list was the third.
    await page.getByRole('button', { name: /^Vis alt, der er gennemgået/ }).click()
    await page.getByText('9 af 9 fund er med på siden.', { exact: false }).waitFor()
    const lamp = page.getByRole('article').filter({ hasText: 'lampen er groet ind' })
    await lamp.getByRole('button', { name: 'Skriv offentlig ordlyd' }).click()
    await lamp.getByLabel('Offentlig ordlyd').fill('Lampen er skjult af et træ')
    await lamp.getByRole('button', { name: 'Gem og vis' }).click()
    await lamp.getByText('Offentlig ordlyd: »Lampen er skjult af et træ«').waitFor()
    await lamp
      .getByRole('group', { name: /^Sted/ })
      .getByRole('button', { name: 'Vis kun stoppet' })
      .click()
    await lamp.getByRole('button', { name: 'Vis kun stoppet', pressed: true }).waitFor()
    await check.look('all that was reviewed is chosen')
    const [draft] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: /^Se siden, som den bliver/ }).click(),
    ])
    await draft.getByText(/^Udkast\. Siden er ikke offentlig/).waitFor()
    await draft.close()
    await page.getByRole('button', { name: 'Offentliggør', exact: true }).click()
    await page.getByRole('heading', { name: 'Siden er offentlig' }).waitFor()
    await check.look('the page is public')
    expect(check.findings).toEqual([])

    expect((await public_.goto(address))?.status()).toBe(200)
    await readPublic(public_)
    await page.getByRole('button', { name: 'Træk tilbage' }).click()
    const ask = page.getByRole('dialog')
    await ask.getByRole('button', { name: 'Træk tilbage' }).click()
    await page.getByRole('heading', { name: 'Siden er trukket tilbage' }).waitFor()
    expect((await public_.reload())?.status()).toBe(410)
    await public_.getByRole('heading', { name: 'Siden er trukket tilbage' }).waitFor()
    const gone = checkOf(public_)
    await gone.look('the page was withdrawn')
    expect(gone.findings).toEqual([])
    await stranger.close()
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('is read on a small screen, in English, by keyboard and on paper', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = carla
    await openPublishing(carla)
    const small = new TightCheck(page, {})
    await small.look('publishing on 320 × 568')
    expect(small.findings).toEqual([])
    await page.getByRole('button', { name: 'Offentliggør', exact: true }).click()
    await page.getByRole('heading', { name: 'Siden er offentlig' }).waitFor()
    await page.goto(walkAddress(page))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page')
    const tight = new TightCheck(page, {})
    await tight.look('the public page on 320 × 568')
    expect(tight.findings).toEqual([])
    await page.getByRole('link', { name: 'In English' }).click()
    await page.getByRole('heading', { name: 'What we saw' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').count()).toBe(0)
    await carla.close()
  })
})

/** Restricted, in the demo's walk through Aalborg Øst. */
const restricted = ['Uro om aftenen', 'Utrygt ophold']

async function readPublic(page: Page): Promise<void> {
  const check = checkOf(page)
  await check.look('the public page')
  expect(check.findings).toEqual([])
  expect(await page.locator('script').count()).toBe(0)
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  await page.getByRole('img', { name: /^Kort over vandringens stop/ }).waitFor()
  const said = await page.locator('main').innerText()
  expect(said).toContain('9 fund vises her')
  expect(said).toContain('»Lampen er skjult af et træ«')
  expect(said).not.toContain('lampen er groet ind')
  expect(said).toContain('Rart sted!')
  for (const words of restricted) expect(said).not.toContain(words)
  await page.getByRole('link', { name: /^Følg siden/ }).waitFor()
}
