import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  launchBrowser,
  longestWaitMs,
  phone,
  watchForErrors,
} from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { aalborg } from '../../../server/demo/aalborg/municipality.ts'
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

/** Somebody with a phone who has never heard of the app, and has the municipality's link. */
async function stranger(overrides = {}) {
  const context = await browser.newContext(phone(overrides))
  const page = await context.newPage()
  page.setDefaultTimeout(longestWaitMs)
  const errors = watchForErrors(page)
  await page.goto(`${app.origin}/oenske/${aalborg.id}`)
  await page.getByText('Ønsket går til').waitFor()
  return { page, errors, close: () => context.close() }
}

const send = (page: Page) => page.getByRole('button', { name: 'Send ønsket' })

async function fill(page: Page, place: string): Promise<void> {
  await page.getByLabel('Hvor?').fill(place)
  await page.getByLabel('Hvorfor?').fill('Lamperne er slukket')
  await page.getByLabel('Hvem ønsker det?').fill('En beboer')
  await page.getByRole('button', { name: 'Om aftenen' }).click()
}

/** The link that the page shows once the wish was received. */
async function ownLink(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Modtaget – venter på svar' }).waitFor()
  return page.getByRole('textbox', { name: 'Dit link' }).inputValue()
}

async function coordinator(): Promise<Official> {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer`)
  await carla.page.getByRole('link', { name: /^Ønsker/ }).click()
  await carla.page.getByRole('heading', { level: 1, name: 'Ønsker om vandringer' }).waitFor()
  return carla
}

const wishAbout = (page: Page, place: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: place }) })

describe('somebody without an account', () => {
  it('asks for a walk in five fields and a press, and reads the reason of a refusal behind the own link', async () => {
    const asker = await stranger()
    const check = new ScreenCheck(asker.page, {
      ...{ language: 'da', themes: ['dark', 'light'], leastControl: 44 },
    })
    await check.look('asking')
    await fill(asker.page, 'Stien ved søen')
    await send(asker.page).dblclick()
    const link = await ownLink(asker.page)
    expect(link).toMatch(/\/oenske\/svar#[\w-]{43}$/)
    await check.look('the page of a wish')

    const carla = await coordinator()
    const desk = new ScreenCheck(carla.page, {
      ...{ language: 'da', themes: ['light', 'dark'], leastControl: 24 },
    })
    expect(
      await carla.page.getByRole('textbox', { name: 'Link til at ønske' }).inputValue(),
    ).toContain(aalborg.id)
    await desk.look('wishes')
    const wish = wishAbout(carla.page, 'Stien ved søen')
    expect(await wish.count()).toBe(1)
    await wish.getByRole('button', { name: 'Sig nej' }).click()
    await wish.getByRole('button', { name: 'Send svaret' }).click()
    await wish.getByText('Skriv en begrundelse').waitFor()
    await wish.getByLabel(/^Begrundelse/).fill('Lamperne bliver skiftet på mandag.')
    await desk.look('a refusal')
    await wish.getByRole('button', { name: 'Send svaret' }).click()
    await wish.getByText('Nej', { exact: true }).waitFor()

    const other = await browser.newContext(phone())
    const elsewhere = await other.newPage()
    await elsewhere.goto(link)
    await elsewhere.getByText('Lamperne bliver skiftet på mandag.').waitFor()
    await elsewhere.getByRole('button', { name: 'Slet ønsket' }).click()
    await elsewhere.getByRole('dialog').getByRole('button', { name: 'Slet ønsket' }).click()
    await elsewhere.getByText('Ønsket er slettet.').waitFor()
    await elsewhere.reload()
    await elsewhere.getByText('Her er ikke noget ønske.').waitFor()
    await other.close()
    expect([...check.findings, ...desk.findings]).toEqual([])
    expect([...asker.errors, ...carla.errors]).toEqual([])
    await Promise.all([asker.close(), carla.close()])
  })

  it('gets a link to lead of an accepted wish, and leads the walk that a coordinator has planned', async () => {
    const asker = await stranger({ viewport: { width: 320, height: 568 }, colorScheme: 'light' })
    const check = new ScreenCheck(asker.page, {
      ...{ language: 'da', themes: ['light', 'dark'], leastControl: 44 },
    })
    await fill(asker.page, 'Torvet i Vejgaard')
    await check.look('asking, narrow')
    await send(asker.page).click()
    await ownLink(asker.page)

    const carla = await coordinator()
    const wish = wishAbout(carla.page, 'Torvet i Vejgaard')
    await wish.getByRole('button', { name: 'Sig ja' }).click()
    await carla.page.getByRole('button', { name: 'Sig ja og lav kladden' }).click()
    await carla.page.getByRole('heading', { level: 1, name: 'Ret planen' }).waitFor()
    await expect
      .poll(() => carla.page.getByLabel('Navn', { exact: true }).inputValue())
      .toBe('Torvet i Vejgaard')
    // What a person asked is not for everybody on the walk.
    expect(await carla.page.getByLabel(/^Formål/).inputValue()).toBe('')

    await asker.page.reload()
    await asker.page.getByRole('heading', { name: 'Ja – der kommer en vandring' }).waitFor()
    await check.look('an accepted wish, narrow')
    const leaderLink = await asker.page.getByRole('textbox', { name: 'Lederlink' }).inputValue()
    await asker.page.getByRole('link', { name: 'Åbn som leder' }).click()
    await asker.page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await asker.page.getByRole('button', { name: 'Registrér her' }).waitFor()
    await asker.page.getByRole('link', { name: 'Mig', exact: true }).click()
    await asker.page.getByRole('button', { name: 'Start vandringen' }).click()
    await carla.page.goto(`${app.origin}/desk/vandringer`)
    await carla.page.getByRole('link', { name: 'Torvet i Vejgaard' }).click()
    await carla.page.locator('.stage').getByText('I gang', { exact: true }).waitFor()
    expect(leaderLink).toContain('/v/')
    expect(check.findings).toEqual([])
    expect([...asker.errors, ...carla.errors]).toEqual([])
    await Promise.all([asker.close(), carla.close()])
  })

  it('loses nothing without a network, by going away and by bad input, and makes one wish of a lost answer', async () => {
    const { page, errors, close } = await stranger()
    await send(page).click()
    await page.getByText('Skriv, hvor det er, eller vis det på kortet.').waitFor()
    await fill(page, 'x'.repeat(201))
    await send(page).click()
    await page
      .getByText('Teksten er for lang')
      .or(page.getByText('1 tegn for meget'))
      .first()
      .waitFor()
    await page.getByLabel('Hvor?').fill('Broen over åen')
    await page.context().setOffline(true)
    await send(page).click()
    await page.getByText('Intet er sendt: der er ikke net.').waitFor()
    await page.context().setOffline(false)
    await page.reload()
    expect(await page.getByLabel('Hvor?').inputValue()).toBe('Broen over åen')
    expect(
      await page.getByRole('button', { name: 'Om aftenen' }).getAttribute('aria-pressed'),
    ).toBe('true')
    // The server receives it; the answer gets lost.
    await page.route('**/api/wishes', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await send(page).click()
    await page.getByText('Vi fik ikke svar').waitFor()
    await page.unroute('**/api/wishes')
    await page.getByLabel('Hvorfor?').fill('Lamperne er slukket hver aften')
    await send(page).click()
    await ownLink(page)
    await page.getByText('Lamperne er slukket hver aften').waitFor()
    await page.goto(`${app.origin}/oenske/${aalborg.id}`)
    await expect.poll(() => page.getByLabel('Hvor?').inputValue()).toBe('')
    const carla = await coordinator()
    await expect.poll(() => wishAbout(carla.page, 'Broen over åen').count()).toBe(1)
    expect(
      errors.filter((error) => !/ERR_FAILED|ERR_INTERNET|Failed to (load|fetch)/.test(error)),
    ).toEqual([])
    await Promise.all([close(), carla.close()])
  })

  it('shows the place on the map instead of naming it', async () => {
    const { page, close } = await stranger()
    await fill(page, '')
    await page.getByRole('button', { name: 'Vis stedet på kortet' }).press('Enter')
    const map = page.getByRole('application')
    await map.click({ position: { x: 120, y: 120 } })
    await page.getByText('Stedet er sat på kortet.').waitFor()
    await send(page).click()
    await ownLink(page)
    await page.getByText('Vist på kortet').waitFor()
    await close()
  })
})
