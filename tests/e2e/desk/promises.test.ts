import type { Browser, Page } from 'playwright-core'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTypedDay } from '../../../shared/text/typed-day.ts'
import { addDays } from '../../../shared/text/day-count.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { ScreenCheck } from '../screens/screen-check.ts'
import { TightCheck } from '../screens/tight-check.ts'

const today = calendarDayOf(Date.now(), 'Europe/Copenhagen')
const daysAgo = (days: number) => addDays(today, -days)

let app: LiveApp
let browser: Browser
let pool: Pool

beforeAll(async () => {
  app = await startLiveApp()
  browser = await launchBrowser()
  pool = new Pool(app.database)
})
afterAll(async () => {
  await pool.end()
  await browser.close()
  await app.close()
})

const checkOf = (page: Page) => new ScreenCheck(page, { language: 'da', themes: ['dark', 'light'] })

const overdue = (page: Page) => page.getByRole('region', { name: 'Mit bord' })

/** A finding of the demo that a housing association has. */
async function openHedge(carla: Official): Promise<void> {
  await carla.search('Hækken er 2,5 m høj')
  await carla.list().getByRole('link').first().click()
  await carla.panel().getByRole('heading', { level: 2 }).first().waitFor()
}

async function makeReport(page: Page): Promise<void> {
  await page.goto(`${app.origin}/desk/vandringer`)
  await page.getByRole('link', { name: /Aalborg Øst/ }).click()
  await page.getByRole('link', { name: 'Vandringsrapport' }).click()
  await page.getByRole('link', { name: 'Gå til opsamlingen' }).click()
  await page.getByRole('button', { name: /^Godkend listen/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Godkend listen' }).click()
  await page.getByText(/Listen er godkendt af koordinatoren/).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Lav version 1' }).click()
  await page.getByText('Version 1 er lavet.').waitFor()
}

describe('promises at the desk', () => {
  it('keep the old date when a deadline moves, which needs a reason, and then lead the first screen', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    const { page } = carla
    await carla.signIn('koordinator')
    await openHedge(carla)
    const check = checkOf(page)
    await carla
      .panel()
      .getByText(/Venter på/)
      .first()
      .waitFor()
    await carla.act('Skift part')
    const form = carla.panel().getByRole('form', { name: 'Part og frist' })
    expect(await form.getByLabel('Hvorfor flytter datoen?').count()).toBe(0)
    await form.getByRole('textbox', { name: /^Frist/ }).fill(writeTypedDay(daysAgo(3)))
    await form.getByRole('button', { name: 'Gem' }).click()
    await form.getByText('Der mangler en tekst').waitFor()
    await check.look('a deadline that moves without a reason')
    await form.getByLabel('Hvorfor flytter datoen?').fill('Gartneren kommer før')
    await form.getByRole('button', { name: 'Gem' }).click()
    await carla
      .panel()
      .getByText(/^Lovet .* flyttet til/)
      .waitFor()
    await carla.panel().getByText('Gartneren kommer før').first().waitFor()
    await check.look('a deadline that has moved')
    await carla.panel().getByRole('button', { name: 'Luk', exact: true }).first().click()
    await page.getByRole('button', { name: 'Ryd', exact: true }).click()
    await overdue(page).getByRole('button', { name: 'Vis mere' }).click()
    const party = overdue(page).getByRole('link', { name: /Himmerland|[Bb]olig/ })
    await party.waitFor()
    await check.look('the first screen, with what is overdue')
    expect(check.findings).toEqual([])
    await party.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/late=overdue/)
    await carla.list().getByText('Beplantning spærrer udsyn').first().waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('say that a party waits for money, with words for the people who walked', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    const { page } = carla
    await carla.signIn('koordinator')
    await openHedge(carla)
    await carla.act('Afventer budget')
    const form = carla.panel().getByRole('form', { name: 'Afventer budget' })
    await form.getByRole('button', { name: 'Gem' }).click()
    await form.getByText('Der mangler en tekst').waitFor()
    await form.getByLabel('Hvad venter I på, og hvad gør I imens?').fill('Budgettet for 2028')
    await form.getByLabel('År').selectOption({ index: 2 })
    const check = checkOf(page)
    await check.look('the form of what waits for money')
    await form.getByRole('button', { name: 'Gem' }).click()
    await carla
      .panel()
      .getByText(/^Venter på budget hos/)
      .waitFor()
    await carla
      .panel()
      .getByText(/^Afventer budget · /)
      .first()
      .waitFor()
    await check.look('a finding that waits for money')
    expect(check.findings).toEqual([])
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('give the people of a walk dates with the first report, and note by keyboard that a feedback was given', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    const { page } = carla
    await carla.signIn('koordinator')
    await makeReport(page)
    await page.goto(`${app.origin}/desk/vandringer`)
    await page
      .getByText(/Tilbagemelding \d/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: /Aalborg Øst/ }).click()
    const part = page.getByRole('region', { name: 'Tilbagemelding til deltagerne' })
    await part.getByText('Efter 6 måneder').first().waitFor()
    await part.getByText(/^Mangler til den næste:/).waitFor()
    const check = checkOf(page)
    await check.look('the walk with its feedback dates')
    await page.getByRole('heading', { name: 'Hvem venter vi på?' }).waitFor()
    await pool.query('update walk_feedback set due_on = $1 where months = 1', [daysAgo(4)])
    await page.goto(`${app.origin}/desk`)
    await overdue(page).getByRole('button', { name: '1 tilbagemelding bagud' }).click()
    const late = overdue(page).getByRole('link', { name: /Aalborg Øst.*Efter 1 måned/ })
    await late.focus()
    await check.look('the first screen with a feedback that is overdue')
    await page.keyboard.press('Enter')
    await part.getByText('4 dage for sent').waitFor()
    await part.getByRole('button', { name: /^Notér som givet\s+Efter 1 måned/ }).focus()
    await page.keyboard.press('Enter')
    await part.getByText('Givet for sent').waitFor()
    await check.look('a feedback that was given late')
    expect(check.findings).toEqual([])
    await page.goto(`${app.origin}/desk`)
    await overdue(page).getByRole('button', { name: 'Vis mere' }).click()
    expect(await late.count()).toBe(0)
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('fold on a phone until somebody asks, and open by one press', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, {
      viewport: { width: 390, height: 844 },
    })
    const { page } = carla
    await carla.signIn('koordinator')
    const check = checkOf(page)
    await check.look('the first screen of a phone')
    await overdue(page).getByRole('button', { name: /^Vis/ }).click()
    await overdue(page).getByRole('heading', { name: 'Frister' }).waitFor()
    await check.look('what is overdue, on a phone')
    expect(check.findings).toEqual([])
    await page.setViewportSize({ width: 320, height: 568 })
    const tight = new TightCheck(page, {})
    await tight.look('what is overdue on 320 × 568')
    expect(tight.findings).toEqual([])
    await carla.close()
  })

  it('are the party’s own for an official: nothing of feedbacks and of what nobody has', async () => {
    const kim = await Official.onNewLaptop(browser, app.origin)
    await kim.signIn('politi')
    const part = overdue(kim.page)
    await part.waitFor()
    expect(await part.getByText('Tilbagemeldinger til vandringer').count()).toBe(0)
    expect(await part.getByText('Uden part i over en uge').count()).toBe(0)
    await kim.close()
  })
})
