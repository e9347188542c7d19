import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { humlebakken, launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { inStore } from '../../support/server/in-store.ts'
import { fakePosition, phoneDoes } from '../phone/phone-position.ts'
import { Walker } from '../people/walker.ts'

const { longitude, latitude } = humlebakken
/** 320 m further on. */
const further = longitude + 0.0053

let browser: Browser
let app: LiveApp
let anna: Walker
beforeAll(async () => {
  browser = await launchBrowser()
  app = await startLiveApp()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})
beforeEach(async () => {
  anna = await Walker.onNewPhone(browser, app.origin)
  await fakePosition(anna.page)
  await anna.join()
})
afterEach(async () => {
  expect(anna.errors).toEqual([])
  await anna.close()
})

const positionOf = (text: string) =>
  inStore(app, async (db) => {
    const rows = await db.selectFrom('observations').select('body').execute()
    return rows.find(({ body }) => body.text === text)?.body.position
  })

const topOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.y ?? NaN
const said = (words: string | RegExp) => anna.page.getByRole('status').getByText(words)
const button = (name: string) => anna.page.getByRole('button', { name, exact: true })
const dialog = (name: string) => anna.page.getByRole('dialog', { name })

async function saveAs(text: string): Promise<void> {
  await anna.writeRemark(text)
  await anna.save()
  await anna.waitForPill('Alt er sendt')
}

describe('the position of a pin', () => {
  it('is renewed after five minutes in a pocket, and the pin moves there, and nothing moves under the finger', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await phoneDoes(anna.page, 'sleep', 300_000)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/Finder dig …|Er du her endnu\?/)
      .first()
      .waitFor()
    const remark = anna.page.getByLabel(/^Bemærkning/)
    const before = [await topOf(remark), await topOf(anna.saveButton())]
    await phoneDoes(anna.page, 'fix', further, latitude, 8)
    await said(/Finder dig …|Er du her endnu\?/).waitFor({ state: 'detached' })
    expect([await topOf(remark), await topOf(anna.saveButton())]).toEqual(before)
    await saveAs('den friske plads')
    expect((await positionOf('den friske plads'))?.longitude).toBeCloseTo(further, 6)
  })

  it('is confirmed by the person when it is old and nothing replaces it, on the sheet and before saving', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await phoneDoes(anna.page, 'sleep', 300_000)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/Telefonens position er 5 minutter gammel/).waitFor()
    await anna.saveButton().click()
    const asked = dialog('Er du her endnu?')
    await asked.waitFor()
    await asked.getByRole('button', { name: 'Luk' }).click()
    await button('Ja, jeg er her').click()
    await saveAs('stadig her')
    expect((await positionOf('stadig her'))?.longitude).toBeCloseTo(longitude, 6)
  })

  it('is called missing by the sheet and the button, and the first one that comes moves nothing but the pin', async () => {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/Finder dig …/).waitFor()
    await anna.saveButton().click()
    const asked = dialog('Hvor er det?')
    await asked.getByText(/Sæt nålen på kortet, eller skriv en adresse/).waitFor()
    await asked.getByRole('button', { name: 'Luk' }).click()
    await phoneDoes(anna.page, 'fail', 2)
    await said(/Telefonen kan ikke finde sig selv/).waitFor()
    const before = await topOf(anna.page.getByLabel(/^Bemærkning/))
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await anna.page.getByText('±8 m', { exact: true }).waitFor()
    expect(await topOf(anna.page.getByLabel(/^Bemærkning/))).toBe(before)
    await saveAs('først fundet nu')
  })

  it('is shown on the map when the phone knows it to 150 km only, and the pin is accepted', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 150_000)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/Telefonen ved ikke godt nok, hvor du er/).waitFor()
    await anna.saveButton().click()
    const asked = dialog('Hvor er det?')
    await asked.getByRole('button', { name: 'Sæt nålen på kortet' }).click()
    await anna.page.getByRole('application', { name: 'Kort til at flytte nålen' }).click()
    await button('Færdig').click()
    await anna.page.getByText('Valgt på kortet').waitFor()
    await saveAs('sat på kortet')
    expect(await positionOf('sat på kortet')).toMatchObject({ source: 'map' })
  })

  it('outside the walk or the municipality is pointed out before saving; only the municipality refuses it', async () => {
    await phoneDoes(anna.page, 'fix', 10.1, latitude, 8)
    await anna.insistOnWalk()
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/uden for vandringens område. Du kan godt gemme den/).waitFor()
    await saveAs('uden for vandringen')
    await phoneDoes(anna.page, 'fix', 12.5, 55.7, 8)
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await said(/uden for Aalborg.*Flyt nålen/).waitFor()
    await anna.saveButton().click()
    await anna.page.getByText(/Stedet ligger uden for området. Flyt nålen/).waitFor()
  })

  it('is explained by "Vis min position" when it is missing, and the explanation goes once there is one', async () => {
    await button('Vis min position').or(button('Finder din position …')).click()
    await said('Finder dig …').waitFor()
    await phoneDoes(anna.page, 'fail', 3)
    await said(/Telefonen svarer ikke på, hvor den er/).waitFor()
    await phoneDoes(anna.page, 'fail', 2)
    await said(/Telefonen kan ikke finde sig selv/).waitFor()
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await said(/Telefonen kan ikke finde sig selv/).waitFor({ state: 'detached' })
    await phoneDoes(anna.page, 'fail', 1)
    await button('Vis min position').click()
    await phoneDoes(anna.page, 'fail', 1)
    await said(/Du kan give lov igen i telefonens indstillinger/).waitFor()
    await anna.page.getByText(/Du har sagt nej til position/).waitFor()
  })
})

describe('a sheet that opens under a finger', () => {
  const topics = () => anna.page.getByRole('heading', { name: 'Hvad ser du?' })
  /** A place on the map where a topic will lie under the finger. */
  async function underFinger(): Promise<{ x: number; y: number }> {
    await anna.registerButton().click()
    const tile = await anna.page.getByRole('button', { name: 'Lys', exact: true }).boundingBox()
    await button('Luk').click()
    await anna.registerButton().waitFor()
    if (!tile) throw new Error('no topic to lie under the finger')
    return { x: tile.x + tile.width / 2, y: tile.y + tile.height / 2 }
  }

  it('picks no topic when the finger is lifted after a long press, and picks one with the next tap', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    const place = await underFinger()
    const touch = await anna.page.context().newCDPSession(anna.page)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place] })
    await topics().waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await anna.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
    )
    expect(await topics().isVisible()).toBe(true)
    await anna.page.touchscreen.tap(place.x, place.y)
    await anna.page.getByRole('heading', { name: 'Lys' }).waitFor()
  })

  it('picks no topic when a mouse button is released, and picks one at once by keyboard', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    const { x, y } = await underFinger()
    await anna.page.mouse.move(x, y)
    await anna.page.mouse.down()
    await topics().waitFor()
    await anna.page.mouse.up()
    expect(await topics().isVisible()).toBe(true)
    await anna.page.getByRole('button', { name: 'Lys', exact: true }).press('Enter')
    await anna.page.getByRole('heading', { name: 'Lys' }).waitFor()
  })
})
