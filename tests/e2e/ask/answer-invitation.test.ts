import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  launchBrowser,
  longestWaitMs,
  phone,
  watchForErrors,
} from '../../support/browser/browser.ts'
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

/** A walk of the demo that lies ahead. */
const code = 'VEJG24'
const onPhone = { language: 'da', themes: ['dark', 'light'], leastControl: 44 } as const

/** Somebody with a phone who has read the poster and has never heard of the app. */
async function invited(overrides = {}) {
  const context = await browser.newContext(phone(overrides))
  const page = await context.newPage()
  page.setDefaultTimeout(longestWaitMs)
  const errors = watchForErrors(page)
  await page.goto(`${app.origin}/kommer/${code}`)
  await page.getByRole('button', { name: 'Send svaret' }).waitFor()
  return { page, errors, context }
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()
/** The counts and needs of the leader's page or the desk, as one line of words. */
const countsOn = async (page: Page) =>
  (await page.locator('.counts').innerText()).replaceAll(/\s+/g, ' ')

test('somebody without an account answers with what they need, changes it, and leader and coordinator read no name', async () => {
  const guest = await invited({ viewport: { width: 320, height: 568 } })
  const check = new ScreenCheck(guest.page, onPhone)
  await press(guest.page, 'Send svaret')
  await guest.page.getByText('Vælg et svar først.').waitFor()
  await guest.page.getByRole('button', { name: 'Jeg kommer' }).press('Enter')
  await guest.page.getByLabel('Jeg bruger kørestol').press('Space')
  await guest.page.getByLabel('Jeg har brug for tolk').press('Space')
  await press(guest.page, 'Send svaret')
  await guest.page.getByText('Skriv, hvilket sprog tolken skal tale.').waitFor()
  await guest.page.getByLabel('Hvilket sprog?').fill('arabisk')
  await check.look('an answer, narrow')
  await press(guest.page, 'Send svaret')
  await guest.page.getByText('Vi har dit svar').waitFor()
  await check.look('an answer that was received, narrow')

  const leader = await Walker.onNewPhone(browser, app.origin)
  await leader.join(`${code}LEDER`)
  await leader.page.goto(`${app.origin}/mig`)
  await leader.page.getByRole('link', { name: 'Svar på invitationen og koder' }).click()
  await leader.page.getByText('Kørestol · Tolk: arabisk').waitFor()
  expect(await countsOn(leader.page)).toMatch(/Kommer 1 Kan ikke 0/)
  const leading = new ScreenCheck(leader.page, onPhone)
  await leading.look('the invitation of the leader')

  // After a reload, in the same browser.
  await guest.page.reload()
  await guest.page.getByText('Vi har dit svar').waitFor()
  expect(await guest.page.getByLabel('Hvilket sprog?').inputValue()).toBe('arabisk')
  await press(guest.page, 'Jeg kan ikke')
  await guest.page.getByText('Det, du har ændret herunder, er ikke sendt.').waitFor()
  await press(guest.page, 'Send det ændrede svar')
  await guest.page.getByText(/^Jeg kan ikke\. Modtaget/).waitFor()

  // The phone of the leader shows the last it has read, with its time.
  await leader.page.context().setOffline(true)
  await press(leader.page, 'Hent igen')
  await leader.page.getByText(/Det, du ser, er fra/).waitFor()
  expect(await countsOn(leader.page)).toMatch(/Kommer 1 Kan ikke 0/)
  await leader.page.context().setOffline(false)
  await press(leader.page, 'Hent igen')
  await expect.poll(() => countsOn(leader.page)).toMatch(/Kommer 0 Kan ikke 1/)

  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer`)
  await carla.page.getByRole('link', { name: /Vejgaard/ }).click()
  await expect.poll(() => countsOn(carla.page)).toMatch(/Kommer 0 Kan ikke 1/)
  const desk = new ScreenCheck(carla.page, { ...onPhone, leastControl: 24 })
  await desk.look('a walk with answers at the desk')
  expect([...check.findings, ...leading.findings, ...desk.findings]).toEqual([])
  const unforeseen = [...guest.errors, ...leader.errors, ...carla.errors]
  expect(unforeseen.filter((error) => !/ERR_INTERNET|Failed to (load|fetch)/.test(error))).toEqual(
    [],
  )
  for (const { page } of [guest, leader, carla]) await page.context().close()
})

test('loses nothing without a network, and one answer is made of two presses', async () => {
  const { page, context } = await invited()
  await press(page, 'Jeg vil sætte mærker hjemmefra')
  await context.setOffline(true)
  await press(page, 'Send svaret')
  await page.getByText('Intet er sendt: der er ikke net.').waitFor()
  await context.setOffline(false)
  await page.reload()
  const chosen = page.getByRole('button', { name: 'Jeg vil sætte mærker hjemmefra' })
  await expect.poll(() => chosen.getAttribute('aria-pressed')).toBe('true')
  // The server receives it; the answer gets lost.
  await page.route('**/api/replies', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await press(page, /^Send/)
  await page.getByText('Vi fik ikke svar').waitFor()
  await page.unroute('**/api/replies')
  await press(page, /^Send/)
  await page.getByText(/^Jeg vil sætte mærker hjemmefra\. Modtaget/).waitFor()
  const leader = await Walker.onNewPhone(browser, app.origin)
  await leader.join(`${code}LEDER`)
  await leader.page.goto(`${app.origin}/invitation`)
  await expect.poll(() => countsOn(leader.page)).toMatch(/hjemmefra 1$/)
  await Promise.all([context.close(), leader.page.context().close()])
})

test('a leader gives a code to one phone, changes and closes codes, and the refusals say why', async () => {
  const leader = await Walker.onNewPhone(browser, app.origin)
  await leader.join(`${code}LEDER`)
  await leader.page.goto(`${app.origin}/invitation`)
  await press(leader.page, 'Kode til én telefon')
  const made = await leader.page.getByText(/^Koden \w+ er lavet\./).innerText()
  const forOne = made.split(' ')[1] ?? ''
  const first = await Walker.onNewPhone(browser, app.origin)
  await first.join(forOne)
  const second = await Walker.onNewPhone(browser, app.origin)
  await second.page.goto(`${app.origin}/v/${forOne}`)
  await press(second.page, 'Deltag')
  await second.page.getByText(`Koden ${forOne} var til én telefon og er brugt.`).waitFor()
  await press(leader.page, `Skift koden ${code}`)
  const changed = await leader.page
    .getByText(new RegExp(`^Koden ${code} er lukket\\. Den nye er`))
    .innerText()
  await second.page.goto(`${app.origin}/v/${code}`)
  await second.page.getByText(`Koden ${code} er lukket for nye.`).waitFor()
  await second.join(/Den nye er (\w+)\./.exec(changed)?.[1] ?? '')
  await press(leader.page, `Luk koden ${forOne}`)
  await leader.page.getByText(`Koden ${forOne} er lukket.`).waitFor()
  for (const { page } of [leader, first, second]) await page.context().close()
})
