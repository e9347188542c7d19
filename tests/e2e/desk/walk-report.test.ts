import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
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

/** At the desk people have a mouse; a report is also read on phones. */
const checkOf = (page: Page, leastControl = 44) =>
  new ScreenCheck(page, { language: 'da', themes: ['dark', 'light'], leastControl })

/** Restricted, in the demo's walk through Aalborg Øst. */
const restricted = ['Uro om aftenen', 'Utrygt ophold']

async function openReport(carla: Official): Promise<void> {
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer`)
  await carla.page.getByRole('link', { name: /Aalborg Øst/ }).click()
  await carla.page.getByRole('link', { name: 'Vandringsrapport' }).click()
  await carla.page.getByRole('heading', { name: 'Vandringsrapport' }).waitFor()
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Gå til opsamlingen' }).click()
  await page.getByRole('button', { name: /^Godkend listen/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Godkend listen' }).click()
  await page.getByText(/Listen er godkendt af koordinatoren/).waitFor()
}

describe('the report of a walk', () => {
  it('is made from the approved list with one press, and read as a page without scripts', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    const { page } = carla
    await openReport(carla)
    const check = checkOf(page, 24)
    await page.getByText('Listen er ikke godkendt').waitFor()
    await check.look('the list is not approved')
    await approve(page)
    await page.goBack()
    await page.getByRole('heading', { name: 'Version 1' }).waitFor()
    await page.getByRole('textbox', { name: /^Tekst øverst/ }).fill('Tak til alle, der gik med.')
    await page.getByText('Dele, der kan udelades').click()
    await page.getByRole('textbox', { name: /»Hvem var med«/ }).fill('Det er aftalt sådan')
    await page.getByText('Vis udkastet').click()
    await page.getByText('Denne del er udeladt: Det er aftalt sådan').waitFor()
    await check.look('the draft of the report')
    await page.getByRole('button', { name: 'Lav version 1' }).click()
    await page.getByText('Version 1 er lavet.').waitFor()
    await page.getByRole('link', { name: 'Word, version 1' }).waitFor()
    const pdf = page.waitForEvent('download')
    await page.getByRole('link', { name: 'PDF, version 1' }).click()
    expect((await pdf).suggestedFilename()).toBe('vandringsrapport-v1.pdf')
    await page.getByRole('link', { name: 'Arkivpakke (ZIP), version 1' }).waitFor()
    await page.getByLabel('Journalnummer').fill('26/01234')
    await page.getByRole('button', { name: 'Gem nummeret' }).click()
    await page.getByRole('button', { name: 'Gem nummeret', disabled: true }).waitFor()
    await check.look('the first version')
    expect(check.findings).toEqual([])
    await page.getByRole('link', { name: 'Læs version 1' }).click()
    await page.waitForURL(/report\.html$/)
    await readPage(page)
    await page.getByText('Journalnummer 26/01234').waitFor()
    await page.getByRole('img', { name: /^Kort over ruten/ }).waitFor()
    await page
      .getByRole('navigation', { name: 'Handlingsliste for hver part' })
      .getByRole('link')
      .first()
      .click()
    const list = checkOf(page)
    await list.look('the action list of one party')
    expect(list.findings).toEqual([])
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('is found on a leader’s phone, who makes the next version', async () => {
    const lone = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = lone
    await lone.join('OEST29LEDER', 'Lone')
    await page.goto(`${app.origin}/vandringer`)
    await page.getByRole('button', { name: /^Vandringsrapport: / }).click()
    await page.getByRole('heading', { name: 'Version 2' }).waitFor()
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('the report on a phone')
    expect(check.findings).toEqual([])
    await page.getByRole('button', { name: 'Lav version 2' }).click()
    await page.getByRole('link', { name: 'Læs version 2' }).click()
    await page.waitForURL(/report\.html$/)
    await page.getByText('Ændret siden version 1').waitFor()
    expect(lone.errors).toEqual([])
    await lone.close()
  })

  it('is read on a small screen, and printed with the titles of its tables on every page', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = carla
    await openReport(carla)
    await page.getByRole('link', { name: 'Læs version 1' }).click()
    await page.waitForURL(/report\.html$/)
    const tight = new TightCheck(page, {})
    await tight.look('the report on 320 × 568')
    expect(tight.findings).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').count()).toBe(0)
    const heads = page.locator('thead')
    expect(await heads.count()).toBeGreaterThan(5)
    const shown = await heads.evaluateAll((all) => all.map((one) => getComputedStyle(one).display))
    expect(new Set(shown)).toEqual(new Set(['table-header-group']))
    await carla.close()
  })
})

async function readPage(page: Page): Promise<void> {
  const check = checkOf(page)
  await check.look('the report')
  expect(check.findings).toEqual([])
  expect(await page.locator('html').getAttribute('lang')).toBe('da')
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(14)
  expect(await page.locator('script').count()).toBe(0)
  const said = await page.locator('main').innerText()
  expect(said).toContain('9 fund står i rapporten fra en rute med 7 stop')
  expect(said).toContain('Færre end 5 fund behandles et andet sted')
  expect(said).toContain('»lampen er groet ind i træet, lyser kun på bladene«')
  for (const words of restricted) expect(said).not.toContain(words)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('report')
}
