import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
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

async function plan(): Promise<{ carla: Official; page: Page }> {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer/ny`)
  carla.page.setDefaultTimeout(10_000)
  await carla.page.getByRole('application', { name: 'Kort med stop' }).waitFor()
  return { carla, page: carla.page }
}

const map = (page: Page) => page.getByRole('application', { name: 'Kort med stop' })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const placeOf = (page: Page, n: number) =>
  page.getByLabel(`Stop ${String(n)}: sted på kortet`).inputValue()
const degrees = (place: string) => place.split(', ').map(Number)
const names = (page: Page) =>
  page
    .getByLabel(/^Stop \d+: navn/)
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))

describe('stops and a route on the map', () => {
  it('are drawn by keyboard alone at the cross, moved by arrow keys, and taken back step by step', async () => {
    const { carla, page } = await plan()
    const addStop = button(page, 'Sæt et stop ved krydset')
    await addStop.focus()
    await page.keyboard.press('Enter')
    const first = await placeOf(page, 1)
    await map(page).focus()
    await page.keyboard.press('ArrowRight')
    await addStop.focus()
    await expect
      .poll(async () => {
        await page.keyboard.press('Enter')
        const [, east = 0] = degrees(
          await placeOf(page, await page.getByLabel(/^Stop \d+: navn/).count()),
        )
        return east
      })
      .toBeGreaterThan(degrees(first)[1] ?? 0)
    const before = await page.getByLabel(/^Stop \d+: navn/).count()
    await page.getByRole('button', { name: 'Stop 1: Stop uden navn' }).focus()
    await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(() => placeOf(page, 1)).not.toBe(first)
    expect(degrees(await placeOf(page, 1))[0]).toBeCloseTo(
      (degrees(first)[0] ?? 0) + 10 / 111_319,
      4,
    )
    const undo = button(page, 'Fortryd på kortet')
    await undo.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => placeOf(page, 1)).toBe(first)
    for (let left = before; left > 0; left -= 1) await page.keyboard.press('Enter')
    expect(await page.getByLabel(/^Stop \d+: navn/).count()).toBe(0)
    expect(await undo.getAttribute('aria-disabled')).toBe('true')
    expect(carla.errors).toEqual([])
    await carla.close()
  }, 60_000)

  it('are drawn by presses and dragged, say their length, and are kept by the server', async () => {
    const { carla, page } = await plan()
    await page.getByLabel('Navn', { exact: true }).fill('Tegnet')
    await page
      .getByLabel('Dato', { exact: true })
      .fill(`12.11.${String(new Date().getFullYear() + 1)}`)
    await page.getByLabel('Begynder kl.').fill('19')
    await page.getByRole('radio', { name: 'et punkt på ruten' }).check()
    for (const n of [0, 1, 2]) await map(page).click({ position: { x: 240 + 48 * n, y: 220 } })
    const there = page.getByText(/^Planen har en rute på \d/)
    const before = await there.innerText()
    const bend = page.getByRole('button', { name: 'Punkt 2 på ruten' })
    const box = await bend.boundingBox()
    if (!box) throw new Error('the bend is not on the map')
    await page.mouse.move(box.x + 22, box.y + 22)
    await page.mouse.down()
    await page.mouse.move(box.x + 22, box.y - 20, { steps: 5 })
    await page.mouse.up()
    await expect.poll(() => there.innerText()).not.toBe(before)
    const look = new ScreenCheck(page, {
      language: 'da',
      themes: ['light', 'dark'],
      leastControl: 24,
    })
    await look.look('a drawn route')
    const drawn = await there.innerText()
    await button(page, 'Lav vandringen').click()
    await page.getByRole('link', { name: 'Ret planen' }).click()
    await there.waitFor()
    expect(await there.innerText()).toBe(drawn)
    expect([...look.findings, ...carla.errors]).toEqual([])
    await carla.close()
  }, 60_000)
})

describe('the stops of a plan', () => {
  it('are reordered by dragging the number of one', async () => {
    const { carla, page } = await plan()
    for (const [index, name] of ['A', 'B', 'C'].entries()) {
      await button(page, 'Skriv et stop').click()
      await page.getByLabel(`Stop ${String(index + 1)}: navn`).fill(name)
    }
    const [from, to] = [page.locator('[data-grab="3"]'), page.locator('[data-grab="1"]')]
    await to.scrollIntoViewIfNeeded()
    await from.hover()
    await page.mouse.down()
    const box = await to.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) - 4, { steps: 8 })
    await page.mouse.up()
    expect(await names(page)).toEqual(['C', 'A', 'B'])
    expect(carla.errors).toEqual([])
    await carla.close()
  }, 60_000)
})
