import type { Browser, Page } from 'playwright-core'
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

async function sit(): Promise<Official> {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  return carla
}

const check = (page: Page) =>
  new ScreenCheck(page, { language: 'da', themes: ['light', 'dark'], leastControl: 24 })

/** The clock is read once: a walk of next year lies ahead. */
const nextYear = String(new Date().getFullYear() + 1)

describe('a plan from a template', () => {
  it('is ready for an invitation after 1 choice, 7 fields, 5 places on the map and 2 presses', async () => {
    const carla = await sit()
    const { page } = carla
    await page.goto(`${app.origin}/desk/vandringer/ny`)
    const cost = { fields: 0, choices: 0, places: 0, presses: 0 }
    const fill = async (label: string, value: string) => {
      cost.fields += 1
      await page.getByLabel(label, { exact: true }).fill(value)
    }
    cost.choices += 1
    await page.getByRole('radio', { name: 'Tunnel', exact: true }).check()
    await page.getByText('Forslag: 5 stop, 1 time.').waitFor()
    await page.getByText('Utryg gangtunnel').waitFor()
    await fill('Navn', 'Tunnellerne')
    await fill('Dato', `12.11.${nextYear}`)
    const map = page.getByRole('application', { name: 'Kort med stop' })
    await map.scrollIntoViewIfNeeded()
    for (const n of [1, 2, 3, 4, 5]) {
      cost.places += 1
      await map.click({ position: { x: 240 + 20 * n, y: 180 + 15 * n } })
      await page.getByLabel(`Stop ${String(n)}: navn`).fill(`Sted ${String(n)}`)
      cost.fields += 1
    }
    await page.getByText('Mindst én, der kan handle, er inviteret.').waitFor()
    const look = check(page)
    await look.look('a plan from a template')
    cost.presses += 1
    await page.getByRole('button', { name: 'Lav vandringen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tunnellerne' }).waitFor()
    for (const words of ['Lys og udsyn i tunnelen', 'Tunnel']) {
      await page.locator('dd').getByText(words, { exact: true }).waitFor()
    }
    await page.getByText('Vandringsleder, Referent, Værter på stedet og Beboere').waitFor()
    cost.presses += 1
    await page.getByRole('button', { name: 'Åbn vandringen' }).click()
    await page.locator('.stage').getByText('Åben', { exact: true }).waitFor()
    expect(cost).toEqual({ fields: 7, choices: 1, places: 5, presses: 2 })
    expect([...look.findings, ...carla.errors]).toEqual([])
    await carla.close()
  }, 120_000)

  it('keeps what a person has written, and says when nobody who can act comes any more', async () => {
    const carla = await sit()
    const { page } = carla
    await page.goto(`${app.origin}/desk/vandringer/ny`)
    await page.getByLabel('Tema', { exact: false }).fill('Mit eget tema')
    await page.getByRole('radio', { name: 'Tunnel', exact: true }).check()
    await page.getByRole('radio', { name: 'Skolevej', exact: true }).check()
    expect(await page.getByLabel('Tema', { exact: false }).inputValue()).toBe('Mit eget tema')
    expect(await page.getByLabel('Formål', { exact: false }).inputValue()).toMatch(
      /^Find de steder, hvor børn/,
    )
    await page.getByText('Mindst én, der kan handle, er inviteret.').waitFor()
    await page.getByLabel('Aalborg Kommune, By og Land (vej, trafik, belysning)').uncheck()
    await page.getByText('Ingen af de inviterede parter kan handle').waitFor()
    await page
      .getByText('Spørg også: Aalborg Kommune, By og Land (vej, trafik, belysning).')
      .waitFor()
    await page.getByLabel('Referent').uncheck()
    await page.getByText('Der mangler: Referent.').waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  }, 60_000)
})

describe('"the same again"', () => {
  it('is one press on the page of a walk, opens a draft without a date, and waits for one', async () => {
    const carla = await sit()
    const { page } = carla
    await page.goto(`${app.origin}/desk/vandringer`)
    await page
      .getByRole('link', { name: /Aalborg Øst/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Samme igen' }).waitFor()
    const old = await page.getByRole('heading', { level: 1 }).innerText()
    const stops = await page.locator('ol.stops').first().locator('li').allInnerTexts()
    await page.getByRole('button', { name: 'Samme igen' }).click()
    await page.getByText(/^Vandringen har ingen dato endnu/).waitFor()
    expect(await page.getByLabel('Navn', { exact: true }).inputValue()).toBe(old)
    expect(
      await page
        .getByLabel(/^Stop \d+: navn/)
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    ).toEqual(stops)
    expect(await page.getByLabel('Dato', { exact: true }).inputValue()).toBe('')
    expect(await page.getByRole('checkbox', { name: 'Vandringsleder' }).isChecked()).toBe(false)
    await page.getByRole('link', { name: 'Til vandringerne' }).click()
    await page.getByText('Ingen dato endnu').waitFor()
    await page.getByText('Vælg en dato i planen, før den bliver åbnet.').waitFor()
    expect(await page.getByRole('button', { name: 'Åbn vandringen' }).count()).toBe(0)
    expect(carla.errors).toEqual([])
    await carla.close()
  }, 60_000)

  it('makes nothing without a connection, says so, and makes one walk when it is pressed again', async () => {
    const carla = await sit()
    const { page } = carla
    await page.goto(`${app.origin}/desk/vandringer`)
    await page
      .getByRole('link', { name: /Svenstrup/ })
      .first()
      .click()
    const again = page.getByRole('button', { name: 'Samme igen' })
    await again.waitFor()
    await page.route('**/api/sync/push', (route) => route.abort())
    await again.click()
    await page.getByText('Det er ikke sendt.').waitFor()
    await page.unroute('**/api/sync/push')
    await again.click()
    await page.getByText(/^Vandringen har ingen dato endnu/).waitFor()
    await page.goto(`${app.origin}/desk/vandringer`)
    await page.getByText('Ingen dato endnu').first().waitFor()
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Svenstrup' })
        .filter({ hasText: 'Ingen dato endnu' })
        .count(),
    ).toBe(1)
    await carla.close()
  }, 60_000)
})
