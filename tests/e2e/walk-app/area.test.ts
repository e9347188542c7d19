import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { inStore } from '../../support/server/in-store.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
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

const storedAnswers = () =>
  inStore(app, async (db) => {
    const { rows } = await sql<{ moment: string; dark: number | null; trust: number | null }>`
      select moment, dark, trust from walk_answers`.execute(db)
    return rows
  })

describe('the questions about the area', () => {
  it('are answered before the walk without a network by keyboard alone, changed, sent once, and stand under the own registrations', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = anna
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await anna.join('VEJG24', 'Anna')
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    const question = page.getByRole('link', { name: /Før vandringen: hvor trygt er her\?/ })
    const choose = async (group: RegExp, name: string) => {
      await page
        .getByRole('group', { name: group })
        .getByRole('button', { name, exact: true })
        .press('Enter')
    }
    await page.locator('.strip').press('Enter')
    await question.filter({ hasText: 'Svar på 20 sekunder' }).press('Enter')
    await page.getByRole('heading', { name: /Før vandringen/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Gem', exact: true }).count()).toBe(0)
    await choose(/når det er mørkt/, '7, helt utryg')
    await choose(/om dagen/, '2')
    await choose(/går udenom/, 'Ja')
    await choose(/sker noget/, '1, nej, slet ikke')
    await check.look('questions about the area')
    await page.getByRole('button', { name: 'Gem', exact: true }).press('Enter')
    await question.filter({ hasText: 'Du har svaret og kan rette det.' }).press('Enter')
    await choose(/når det er mørkt/, '6')
    await page.getByRole('button', { name: 'Gem', exact: true }).press('Enter')
    await question.waitFor()
    await check.look('stops with the questions')
    // The first answer was tried and is frozen; the second one follows it.
    await anna
      .pill()
      .filter({ hasText: /^[12] venter/ })
      .waitFor()
    await anna.openOwn()
    const rows = page.getByRole('main').getByRole('listitem')
    await rows.filter({ hasText: 'Svar før vandringen' }).waitFor()
    expect(await storedAnswers()).toEqual([])
    app.proxy.setWeather('pass')
    await anna.sendAll()
    await rows.filter({ hasText: /Svar før vandringen.*Modtaget/ }).waitFor()
    expect(await storedAnswers()).toEqual([{ moment: 'before', dark: 6, trust: 1 }])
    expect(check.findings).toEqual([])
    expect(anna.errors).toEqual([])
    await page.context().close()
  })
})
