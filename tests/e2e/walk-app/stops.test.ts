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

/** About ten metres from the first stop of the walk that lies ahead. */
const atTheSquare = { longitude: 9.95105, latitude: 57.0428, accuracy: 6 }

const storedRatings = () =>
  inStore(app, async (db) => {
    const { rows } = await sql<{
      feeling: number | null
    }>`select feeling from stop_ratings`.execute(db)
    return rows.map(({ feeling }) => feeling)
  })

describe('the stops of a walk', () => {
  it('are rated without a network by keyboard alone, counted as waiting, stored once, and the strip moves on', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin, {
      viewport: { width: 320, height: 568 },
      geolocation: atTheSquare,
    })
    const { page } = anna
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    await anna.join('VEJG24', 'Anna')
    await anna.waitForWorker()
    const strip = page.locator('.strip')
    await strip.getByText('1 af 4 · Torvet ved butikkerne').waitFor()
    await strip.getByText(/^\d+\sm$/).waitFor()
    app.proxy.setWeather('refuse')
    await press('Vurdér stoppet: Torvet ved butikkerne')
    await page.getByRole('heading', { name: 'Torvet ved butikkerne' }).waitFor()
    expect(await page.locator('[aria-pressed=true]').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Gem', exact: true }).count()).toBe(0)
    await press('utrygt')
    await press('Kun hvis jeg skal')
    for (const reason of ['lys', 'støj', 'lugt']) await press(reason)
    await page.getByText('Du kan vælge to. Fjern en først.', { exact: true }).first().waitFor()
    expect(await page.locator('[aria-pressed=true]').count()).toBe(4)
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('rating')
    await press('Tjekliste: Skolevej')
    await page.getByText('Kan man krydse vejen trygt?').waitFor()
    await page.getByLabel('Hvilket sted er det?').selectOption('station')
    await page.getByText('Kan man læse køreplanen i mørke?').waitFor()
    expect(await page.getByText('Kan man krydse vejen trygt?').count()).toBe(0)
    await check.look('rating with its check list')
    await press('Gem')
    await strip.getByText('2 af 4 · Stien bag kirken').waitFor()
    await anna.pill().filter({ hasText: '1 venter' }).waitFor()
    await strip.focus()
    await page.keyboard.press('Enter')
    const rows = page.getByRole('main').getByRole('listitem')
    await rows.filter({ hasText: 'Vurderet af dig' }).waitFor()
    await press('Tjekliste: Skolevej')
    await page.getByText('Kan man krydse vejen trygt?').waitFor()
    await check.look('stops')
    await rows.nth(1).getByRole('button').first().press('Enter')
    await press('Spring over')
    await strip.getByText('3 af 4 · Skolegården').waitFor()
    await anna.openOwn()
    await rows.filter({ hasText: 'Vurdering af Torvet ved butikkerne' }).waitFor()
    expect(await rows.filter({ hasText: 'Modtaget' }).count()).toBe(0)
    expect(await storedRatings()).toEqual([])
    app.proxy.setWeather('pass')
    await anna.sendAll()
    await rows.filter({ hasText: /Vurdering af Torvet.*Modtaget/ }).waitFor()
    expect((await storedRatings()).sort()).toEqual([2, null])
    expect(check.findings).toEqual([])
    await page.context().close()
  })
})
