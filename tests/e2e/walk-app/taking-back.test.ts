import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { Walker } from '../people/walker.ts'

const words = 'Lampen i gangtunnelen ved Humlebakken har været slukket siden i mandags, sagde de'

describe('what a person has written or deleted', () => {
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
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  const press = (name: string | RegExp) => anna.page.getByRole('button', { name }).click()

  async function pinWith(text: string): Promise<void> {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(text)
  }

  it('is in the sheet after a reload, to the last letter of eighty typed without a pause', async () => {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.page.getByLabel(/^Bemærkning/).pressSequentially(words, { delay: 60 })
    await anna.page.reload()
    await anna.saveButton().waitFor()
    expect(await anna.remark()).toBe(words)
  })

  it('is in the comment field of a pin after a reload, and not once it was saved', async () => {
    await pinWith('kommenteres')
    await anna.save()
    await anna.openOwn()
    await anna.rows('kommenteres').click()
    const field = anna.page.getByLabel('Skriv en kommentar')
    await field.pressSequentially(words, { delay: 5 })
    await anna.page.reload()
    await field.waitFor()
    await expect.poll(() => field.inputValue()).toBe(words)
    await press('Gem kommentar')
    await anna.page.getByText(words).waitFor()
    await anna.page.reload()
    await field.waitFor()
    await expect.poll(() => field.inputValue()).toBe('')
  })

  it('keeps the pin where it was put when the map for it is closed', async () => {
    await pinWith('flyttes')
    await press('Flyt nålen')
    const dialog = anna.page.getByRole('dialog')
    await dialog
      .getByRole('application')
      .or(dialog.locator('.leaflet-container'))
      .first()
      .click({
        position: { x: 60, y: 60 },
      })
    await dialog.getByRole('button', { name: 'Luk' }).click()
    await anna.page.getByText('Valgt på kortet').waitFor()
  })

  it('stays a draft when another pin is begun, is listed, deleted and restored', async () => {
    await pinWith('den første kladde')
    await press('Luk uden at gemme')
    await press('Behold kladden')
    await pinWith('den anden kladde')
    await press('Luk uden at gemme')
    await press('Behold kladden')
    await press('Se kladderne')
    for (const text of ['den første kladde', 'den anden kladde']) await anna.rows(text).waitFor()
    const first = anna.rows('den første kladde')
    await first.getByRole('button', { name: /^Slet/ }).click()
    await anna.rows('Kladden er slettet').getByRole('button', { name: 'Fortryd' }).click()
    await first.getByRole('button', { name: /^Fortsæt/ }).click()
    await anna.saveButton().waitFor()
    await anna.page.reload()
    await anna.saveButton().waitFor()
    expect(await anna.remark()).toBe('den første kladde')
  })

  it.each(['refuse', 'pass'] as const)(
    'opens again with everything when a save is undone (network: %s), far from the main button',
    async (weather) => {
      app.proxy.setWeather(weather)
      await pinWith(words)
      await anna.page.locator('input[type=file]:not([capture])').setInputFiles(await makePhoto())
      await anna.page.getByRole('figure').getByText('Gemt på telefonen').waitFor()
      await press('2, utrygt')
      await anna.save()
      // It stays while somebody reads it.
      await anna.page.getByRole('button', { name: 'Fortryd' }).hover()
      if (weather === 'pass') await anna.waitForPill('Alt er sendt')
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 320, height: 568 },
      ]) {
        await anna.page.setViewportSize(viewport)
        const undo = await boxOf(anna.page.getByRole('button', { name: 'Fortryd' }))
        const main = await boxOf(anna.registerButton())
        expect(main.y - (undo.y + undo.height)).toBeGreaterThanOrEqual(24)
      }
      await press('Fortryd')
      await anna.saveButton().waitFor()
      expect(await anna.remark()).toBe(words)
      await anna.page.getByRole('figure').waitFor()
      await anna.page.reload()
      await anna.saveButton().waitFor()
      expect(await anna.remark()).toBe(words)
      await anna.page.getByRole('figure').waitFor()
      app.proxy.setWeather('pass')
      await anna.save()
      await anna.openOwn()
      await anna.sendAll()
      // What a phone has tried to send may have arrived: the first one is withdrawn, and only the second counts.
      const received = anna.rows('Modtaget').filter({ hasNotText: 'Trukket tilbage' })
      await expect.poll(() => received.count()).toBe(1)
    },
  )

  it('is shown as the walker’s own withdrawal, and comes back with the same number when that is undone', async () => {
    await pinWith('trækkes tilbage')
    await anna.save()
    await anna.openOwn()
    await anna.sendAll()
    await anna.rows('trækkes tilbage').click()
    const number = anna.page.getByText(/^Nr\. \d+$/)
    const before = await number.textContent()
    await press('Træk tilbage')
    await anna.page.getByRole('dialog').getByRole('button', { name: 'Træk tilbage' }).click()
    await anna.page.getByText('Du har trukket den tilbage').waitFor()
    await anna.waitForPill('Alt er sendt')
    await anna.page.reload()
    await anna.page.getByText('Du har trukket den tilbage').waitFor()
    expect(await anna.page.getByText('ikke længere adgang').count()).toBe(0)
    await press('Fortryd tilbagetrækningen')
    await anna.waitForPill('Alt er sendt')
    await anna.page.getByRole('button', { name: 'Træk tilbage' }).waitFor()
    await expect.poll(() => number.textContent()).toBe(before)
  })
})

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not on the screen')
  return box
}
