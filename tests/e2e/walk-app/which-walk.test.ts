import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Walker } from '../people/walker.ts'

let app: LiveApp
let browser: Browser
let anna: Walker

beforeAll(async () => {
  app = await startLiveApp()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})
beforeEach(async () => {
  app.proxy.setWeather('pass')
  anna = await Walker.onNewPhone(browser, app.origin)
  return () => anna.page.context().close()
})

const dialog = () => anna.page.getByRole('dialog')
const topics = () => anna.page.getByRole('heading', { name: 'Hvad ser du?' })
const title = () => anna.page.locator('.walk-title')

/** The open walk lies around the phone; the other one is over. */
async function joinBoth() {
  await anna.join('NYVA26', 'Anna')
  await anna.join('OEST29', 'Anna')
}

describe('a walk that is over', () => {
  it('is marked beside its name, and is confirmed once before a pin, with the open walk as an alternative', async () => {
    await joinBoth()
    await title()
      .getByText(/Slut|Afsluttet/)
      .waitFor()
    await anna.registerButton().click()
    await dialog().getByText('Hører det, du vil registrere, til den vandring?').waitFor()
    await dialog().getByRole('button', { name: 'Nej, registrér ikke nu' }).click()
    expect(await topics().count()).toBe(0)
    await anna.registerButton().click()
    await dialog()
      .getByRole('button', { name: /Ja, registrér i/ })
      .click()
    await topics().waitFor()
    await anna.page.goBack()
    await anna.registerButton().click()
    await topics().waitFor()
    expect(anna.errors).toEqual([])
  })

  it('passes the pin on to the other walk when that is chosen', async () => {
    await joinBoth()
    await anna.registerButton().click()
    await dialog()
      .getByRole('button', { name: /Nej, registrér i/ })
      .first()
      .click()
    await topics().waitFor()
    await anna.page.goto(app.origin)
    await title().getByText('Åben hele året').waitFor()
  })
})

describe('a walk that is far away', () => {
  it('shows its distance beside its name, and is confirmed before a pin', async () => {
    await anna.page.context().setGeolocation({ longitude: 10.5, latitude: 57.43, accuracy: 8 })
    await anna.join('NYVA26')
    await title()
      .getByText(/\d\skm herfra/)
      .waitFor()
    await anna.registerButton().click()
    await dialog()
      .getByText(/Du er langt fra/)
      .waitFor()
    await anna.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})

describe('the join link of a walk that this phone takes part in', () => {
  it('opens the walk under the old name, without a form, also without a network', async () => {
    await joinBoth()
    for (const weather of ['pass', 'refuse'] as const) {
      await anna.page.goto(`${app.origin}/mig`)
      await anna.page.getByRole('heading', { name: 'Mig', exact: true }).waitFor()
      app.proxy.setWeather(weather)
      await anna.page.evaluate(() => history.pushState({}, '', '/v/NYVA26'))
      if (weather === 'pass') await anna.page.reload()
      else
        await anna.page.evaluate(() => dispatchEvent(new PopStateEvent('popstate', { state: {} })))
      await anna.registerButton().waitFor()
      await title().getByText('Åben hele året').waitFor()
      expect(await anna.page.getByLabel('Dit navn').count()).toBe(0)
    }
    app.proxy.setWeather('pass')
    await anna.page.goto(`${app.origin}/vandringer`)
    await anna.page.getByText('Du er med som Anna').nth(1).waitFor()
  })
})

describe('the page “Mine vandringer”', () => {
  it('changes the walker’s name in one walk, also without a network', async () => {
    await anna.join('NYVA26', 'Anna')
    // Before its worker has every part of the app, a phone cannot be without a network.
    await anna.waitForWorker()
    await anna.page.goto(`${app.origin}/vandringer`)
    await anna.page.getByRole('heading', { name: 'Mine vandringer' }).waitFor()
    app.proxy.setWeather('refuse')
    await anna.page.getByRole('button', { name: /^Skift navn i/ }).click()
    await dialog().getByLabel('Dit navn').fill('Anna Karin')
    await dialog().getByRole('button', { name: 'Gem navnet' }).click()
    await anna.page.getByText('Du er med som Anna Karin').waitFor()
  })

  it('leaves one walk, but not while something of it is unsent', async () => {
    await joinBoth()
    await anna.page.goto(`${app.origin}/vandringer`)
    const parts = anna.page
      .getByRole('listitem')
      .filter({ hasText: /Åben hele året|Slut|Afsluttet/ })
    await parts.nth(1).waitFor()
    await parts
      .first()
      .getByRole('button', { name: /Forlad/ })
      .click()
    await dialog()
      .getByText(/Du kan deltage igen med koden OEST29/)
      .waitFor()
    await dialog().getByRole('button', { name: 'Forlad', exact: true }).click()
    await anna.page.getByText(/Du har forladt/).waitFor()
    await expect.poll(() => parts.count()).toBe(1)
    await anna.page.getByRole('link', { name: 'Kort' }).click()
    app.proxy.setWeather('refuse')
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.saveButton().click()
    await anna.savedNotice().waitFor()
    await anna.page.getByRole('link', { name: 'Mig' }).click()
    await anna.page.getByRole('button', { name: 'Mine vandringer' }).click()
    await parts.first().getByText('1 ting er ikke sendt').waitFor()
    await parts
      .first()
      .getByRole('button', { name: /Forlad/ })
      .click()
    await dialog().getByRole('button', { name: 'Forlad', exact: true }).click()
    await anna.page.getByText(/er ikke sendt. Derfor forlader vi den ikke nu/).waitFor()
    await expect.poll(() => parts.count()).toBe(1)
  })
})
