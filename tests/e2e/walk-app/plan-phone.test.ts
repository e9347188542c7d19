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

/** Planned in the demo, so that it is neither under way nor over. */
const code = 'VEJG24LEDER'

async function openPlan(viewport = { width: 390, height: 844 }): Promise<Walker> {
  const lone = await Walker.onNewPhone(browser, app.origin, { viewport })
  await lone.join(code, 'Lone')
  await lone.waitForWorker()
  await lone.page.getByRole('link', { name: 'Mig', exact: true }).click()
  await lone.page.getByRole('link', { name: 'Planlæg vandringen' }).press('Enter')
  await lone.page.getByRole('heading', { name: 'Planlæg vandringen' }).waitFor()
  return lone
}

describe('the leader of a walk', () => {
  it('plans it on the phone without a network, by keyboard alone, and the desk has the plan once it is sent', async () => {
    const lone = await openPlan()
    const { page } = lone
    const step = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) })
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    /** The focus goes on at the head of the step; a key that is pressed before would be moved there. */
    const save = async (name: string) => {
      await press('Gem')
      await page.locator(`[data-step="${name}"]:focus`).waitFor()
    }
    app.proxy.setWeather('refuse')
    const look = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await look.look('the steps of a plan')
    await step('Hvad og hvorfor').press('Enter')
    await page.getByRole('radio', { name: 'Sti eller park' }).press('Space')
    await page.getByLabel('Formål').fill('Find det mørke stykke')
    await look.look('what a walk is and why')
    await save('what')
    await page.getByText('Gemt på telefonen').first().waitFor()

    await step('Sted og stop').press('Enter')
    await page.getByLabel('Mødested').fill('Ved biblioteket')
    const stops = await page.getByLabel(/^Stop \d+: navn/).count()
    await press('Sæt et stop ved krydset')
    const name = page.getByLabel(`Stop ${String(stops + 1)}: navn`)
    await name.fill('Det nye stop')
    await press(`Flyt stop ${String(stops + 1)} op`)
    await expect
      .poll(() => page.getByLabel(`Stop ${String(stops)}: navn`).inputValue())
      .toBe('Det nye stop')
    await press('Fjern stop 1')
    await press('Fortryd')
    await look.look('the stops of a plan')
    await save('route')
    await step('Dato').press('Enter')
    await page.getByLabel('Begynder').fill('13:00')
    await page.getByLabel('Begynder').press('Tab')
    await page.getByText(/^(Der er lyst hele vejen|Der er ikke mørkt hele vejen)\./).waitFor()
    await look.look('the date of a plan')
    await save('date')
    await page.getByText('Gemt på telefonen').first().waitFor()
    expect(look.findings).toEqual([])

    app.proxy.setWeather('pass')
    await page.getByRole('button', { name: /Se dine registreringer/ }).click()
    await page.getByText('Planen er rettet').waitFor()
    await lone.sendAll()

    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    await carla.page.goto(`${app.origin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
    await carla.page.getByText('Find det mørke stykke').waitFor()
    await carla.page.getByText('Ved biblioteket').waitFor()
    await carla.page.getByRole('listitem').getByText('Det nye stop').first().waitFor()
    await carla.page
      .getByText(/kl\. 13\.00/)
      .first()
      .waitFor()
    expect([...lone.errors, ...carla.errors]).toEqual([])
    await lone.close()
    await carla.close()
  }, 120_000)

  it('keeps their own words when the desk has changed the same field, and chooses', async () => {
    const lone = await openPlan({ width: 320, height: 568 })
    const { page } = lone
    app.proxy.setWeather('refuse')
    await page.getByRole('button', { name: /^Hvad og hvorfor/ }).click()
    await page.getByLabel('Formål').fill('Fra telefonen')
    await page.getByRole('button', { name: 'Gem', exact: true }).click()
    await page.getByText('Gemt på telefonen').first().waitFor()

    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    await carla.signIn('koordinator')
    await carla.page.goto(`${app.directOrigin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
    await carla.page.getByRole('link', { name: 'Ret planen' }).click()
    await carla.page.getByLabel('Formål').fill('Fra bordet')
    await carla.page.getByRole('button', { name: 'Gem planen' }).click()
    await carla.page.getByText('Fra bordet').waitFor()

    app.proxy.setWeather('pass')
    await page.getByText('En anden har rettet planen imens').waitFor()
    await page.getByText('Deres: Fra bordet').waitFor()
    const look = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await look.look('two wordings of a plan')
    expect(look.findings).toEqual([])
    await page.getByRole('button', { name: 'Brug dit: Formål' }).click()
    await page.getByText(/^Planen er rettet\s+Modtaget/).waitFor()
    await carla.page.reload()
    await carla.page.getByText('Fra telefonen').waitFor()
    await lone.close()
    await carla.close()
  }, 120_000)
})
