import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { makePhoto } from '../phone/make-photo.ts'
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

/** At the first stop of the walk that lies ahead. */
const atTheSquare = { longitude: 9.95105, latitude: 57.0428, accuracy: 6 }
const warned = 'Ring til Bo på 20 30 40 50'

/** Two dead lamps at the square, one with a photo and with words about a person. */
async function pinTwice(anna: Walker): Promise<void> {
  await anna.join('VEJG24', 'Anna')
  await anna.insistOnWalk()
  await anna.chooseTopic('Lys', 'Lampe slukket')
  await anna.page
    .locator('input[type=file]:not([capture])')
    .setInputFiles(await makePhoto(800, 600))
  await anna.writeRemark(warned)
  await anna.saveButton().click()
  await anna.chooseTopic('Lys', 'Lampe slukket')
  await anna.writeRemark('Helt mørkt ved bænken')
  await anna.saveButton().click()
  await anna.openOwn()
  await anna.sendAll()
}

const presser = (page: Page) => async (name: string | RegExp) => {
  await page.getByRole('button', { name, exact: true }).first().focus()
  await page.keyboard.press('Enter')
}
const checkOf = (page: Page, leastControl: number) =>
  new ScreenCheck(page, { language: 'da', leastControl, themes: ['dark', 'light'] })

/** The desk opens a vote, Anna votes without a network and again with it, and the desk takes the result. */
async function voteAtDesk(carla: Official, anna: Walker): Promise<void> {
  const desk = presser(carla.page)
  await desk('Åbn afstemningen')
  await anna.page.goto(app.origin)
  await anna.page.getByRole('link', { name: /Hvad er vigtigst/ }).click()
  const rows = anna.page.locator('form button[aria-pressed]')
  await rows.nth(1).click()
  app.proxy.setWeather('refuse')
  await presser(anna.page)('Gem min stemme')
  await anna.page
    .getByText(/^Gemt på telefonen/)
    .first()
    .waitFor()
  const check = checkOf(anna.page, 44)
  await check.look('voting')
  app.proxy.setWeather('pass')
  await rows.nth(0).click()
  await presser(anna.page)('Gem min stemme')
  await anna.page
    .getByText(/^Modtaget/)
    .first()
    .waitFor()
  await desk('Se stillingen')
  await carla.page.getByText('1 har stemt.').waitFor()
  await desk('Luk afstemningen')
  await desk(/^Brug som top 5/)
  await carla.page.getByText('Resultatet er top 5.').waitFor()
  await carla.page.getByText('Top 5: 2 valgt').waitFor()
  await anna.page.getByText(/^Færre end fem har stemt/).waitFor()
  await check.look('a vote that is closed')
  expect(check.findings).toEqual([])
}

describe('gathering a walk', () => {
  it('goes from the findings to an approved list on a small phone without a network, by keyboard alone; the author and the desk read what came of it', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin, { geolocation: atTheSquare })
    await pinTwice(anna)
    const lone = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
      geolocation: atTheSquare,
    })
    const { page } = lone
    const press = presser(page)
    await lone.join('VEJG24LEDER', 'Lone')
    await lone.waitForWorker()
    await page.getByRole('link', { name: 'Mig', exact: true }).click()
    await press('Start vandringen')
    await press('Saml vandringen op')
    await page.getByText('0 af 2 set igennem').waitFor()
    app.proxy.setWeather('refuse')
    const check = checkOf(page, 44)
    await check.look('gathering: doubles and words')
    await press('Ja, saml dem')
    await page.getByText('0 af 1 set igennem').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^finding-/)
    await press('Ret teksten')
    await page.getByLabel('Bemærkning').fill('Lampen er slukket')
    await check.look('gathering: mending')
    await press('Gem rettelsen')
    await page.getByText('Rettet: tekst').waitFor()
    await press('Se næste fund')
    await press('Foto 1: med i rapporten')
    await press('Sæt på top 5')
    await page.getByText('Top 5: 1 valgt').waitFor()
    await press('Markér som set igennem')
    await page.getByText('1 af 1 set igennem').waitFor()
    await page.getByText('Gemt på telefonen, ikke sendt endnu').first().waitFor()
    await check.look('gathering: one finding')
    await press(/^Godkend listen/)
    await page.getByRole('dialog').waitFor()
    await check.look('gathering: approving')
    await page.getByRole('dialog').getByRole('button', { name: 'Godkend listen' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/Listen er godkendt af vandrelederen/).waitFor()
    await check.look('gathering: approved')
    expect(check.findings).toEqual([])

    app.proxy.setWeather('pass')
    await lone.openOwn()
    await lone.sendAll()
    await anna.page.getByText('Rettet af vandrelederen: tekst').waitFor()
    await anna.page.getByRole('button', { name: /Lampen er slukket/ }).click()
    await anna.page.getByText(warned).waitFor()
    await anna.page.getByText('Kun du kan læse dine gamle ord.').waitFor()

    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    await carla.page.goto(`${app.origin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
    await carla.page.getByRole('link', { name: 'Saml vandringen op' }).click()
    await carla.page.getByText(/Listen er godkendt af vandrelederen/).waitFor()
    await carla.page.getByText('Intet er ændret siden.').waitFor()
    expect(await carla.page.content()).not.toContain(warned)
    const desk = presser(carla.page)
    await carla.page.locator('[id^=finding-]').first().focus()
    await carla.page.keyboard.press('Enter')
    await desk(/^Skil ad/)
    await carla.page.getByText('Ændret efter godkendelsen').waitFor()
    await carla.page.getByText('1 fund er ændret eller kommet til siden.').waitFor()
    const atDesk = checkOf(carla.page, 24)
    await atDesk.look('gathering at the desk')
    await desk('Åbn listen igen')
    await desk('Tildel')
    await desk('Gem')
    await carla.page.getByText('Part og frist').waitFor({ state: 'detached' })
    await carla.page.getByRole('button', { name: 'Skift part' }).waitFor()
    await voteAtDesk(carla, anna)
    await atDesk.look('the result of the vote at the desk')
    await desk(/^Godkend listen/)
    await carla.page.getByRole('dialog').waitFor()
    await carla.page.keyboard.press('Escape')
    expect(atDesk.findings).toEqual([])
    expect([...anna.errors, ...lone.errors, ...carla.errors]).toEqual([])
    await Promise.all([anna.close(), lone.close(), carla.close()])
  })

  it('is not for a walker, who is told so and gets back', async () => {
    const ole = await Walker.onNewPhone(browser, app.origin, { geolocation: atTheSquare })
    await ole.join('VEJG24', 'Ole')
    await ole.page.goto(`${app.origin}/opsamling`)
    await ole.page.getByText('Opsamlingen er for vandrelederen og koordinatoren.').waitFor()
    await ole.page.getByRole('button', { name: 'Tilbage', exact: true }).click()
    await ole.page.getByRole('heading', { name: 'Stop på vandringen' }).waitFor()
    expect(ole.errors).toEqual([])
    await ole.close()
  })
})
