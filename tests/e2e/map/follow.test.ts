import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { humlebakken, launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Walker } from '../people/walker.ts'
import { fakePosition, phoneDoes } from '../phone/phone-position.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const { longitude, latitude } = humlebakken

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
  const permissions = ['geolocation', 'accelerometer', 'gyroscope', 'magnetometer']
  anna = await Walker.onNewPhone(browser, app.origin, { permissions })
  await fakePosition(anna.page)
  await anna.join()
  await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
})
afterEach(async () => {
  expect(anna.errors).toEqual([])
  await anna.close()
})

const button = (name: string | RegExp) => anna.page.getByRole('button', { name })
const said = (words: string) => anna.page.getByRole('status').getByText(words)

/** Degrees of longitude between the middle of the map, which the phone remembers, and the phone. */
const offset = (at: number) =>
  anna.page.evaluate((phoneAt) => {
    const view = JSON.parse(localStorage.getItem('lygte-walk-view') ?? '{}') as {
      longitude: number
    }
    return Math.abs(view.longitude - phoneAt)
  }, at)

const turnPhone = (alpha: number) =>
  anna.page.evaluate((degrees) => {
    window.dispatchEvent(
      Object.assign(new Event('deviceorientationabsolute'), { alpha: degrees, absolute: true }),
    )
  }, alpha)

async function dragMap(): Promise<void> {
  await anna.page.mouse.move(200, 330)
  await anna.page.mouse.down()
  await anna.page.mouse.move(120, 300, { steps: 4 })
  await anna.page.mouse.up()
}

describe('the map that follows the phone', () => {
  it('moves with it, shows where it faces, and says each state in words, by keyboard', async () => {
    await button('Vis min position').press('Enter')
    await said('Kortet følger dig.').waitFor()
    await phoneDoes(anna.page, 'fix', longitude + 0.01, latitude, 8)
    await expect.poll(() => offset(longitude + 0.01)).toBeLessThan(0.0001)
    await button(/^Følger dig/).press('Enter')
    await expect
      .poll(async () => {
        await turnPhone(270)
        return button(/^Følger og peger/).count()
      })
      .toBe(1)
    await said('Kortet følger dig og viser, hvilken vej du vender.').waitFor()
    const cone = anna.page.locator('.own-facing')
    expect(await cone.evaluate((element) => element.style.rotate)).toBe('90deg')
    const check = new ScreenCheck(anna.page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('following')
    expect(check.findings).toEqual([])
    await button(/^Følger og peger/).press('Enter')
    await said('Kortet følger dig ikke længere.').waitFor()
    await cone.waitFor({ state: 'detached' })
  })

  it('stays where the person drags it, and does not move with the phone any more', async () => {
    await button('Vis min position').click()
    await button(/^Følger dig/).waitFor()
    await dragMap()
    await said('Kortet følger dig ikke længere.').waitFor()
    await button('Vis min position').waitFor()
    const before = await offset(longitude)
    await phoneDoes(anna.page, 'fix', longitude + 0.01, latitude, 8)
    await anna.page.locator('.own-place').waitFor({ state: 'attached' })
    expect(await offset(longitude)).toBe(before)
  })

  it('stops when the person says no to position, and explains it at the next press', async () => {
    await button('Vis min position').click()
    await button(/^Følger dig/).waitFor()
    await phoneDoes(anna.page, 'fail', 1)
    await button('Vis min position').click()
    await phoneDoes(anna.page, 'fail', 1)
    await anna.page.getByText(/Du kan give lov igen i telefonens indstillinger/).waitFor()
  })
})
