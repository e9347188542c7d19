import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'

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

it('the findings of a walk stand at their stop, at the desk and on the page of each on a phone', async () => {
  const carla = await Official.onNewLaptop(browser, app.origin)
  const { page } = carla
  await carla.signIn('koordinator')
  await page.goto(`${app.origin}/desk/vandringer`)
  await page.getByRole('link', { name: /Aalborg Øst/ }).click()
  await page.getByRole('heading', { name: 'Efter stop' }).waitFor()
  const tunnel = page
    .locator('.groups > li')
    .filter({ hasText: 'Stop 1: Gangtunnel under Humlebakken' })
  await tunnel.getByRole('link').first().waitFor()
  expect(await tunnel.getByRole('link').count()).toBeGreaterThan(1)
  const course = page.locator('section').filter({
    has: page.getByRole('heading', { name: 'Sådan gik den' }),
  })
  const covered = course.getByRole('row', { name: /Stop 1: Gangtunnel under Humlebakken/ })
  await covered.getByText(/personer|svar|Vises, når/).waitFor()
  const counted = await covered.getByRole('cell').first().textContent()
  expect(Number(counted)).toBe(await tunnel.getByRole('link').count())
  await course.getByText(/^\d+ af \d+ stop har registreringer$/).waitFor()
  await course.getByText(/registreringer pr. kilometer af ruten/).waitFor()
  await tunnel.getByRole('link', { name: /^Flere lamper slukket/ }).click()
  await page.getByRole('heading', { name: /Flere lamper slukket/ }).waitFor()
  expect(carla.errors).toEqual([])
  await carla.close()

  const anna = await Walker.onNewPhone(browser, app.origin)
  await anna.join('OEST29', 'Anna')
  await anna.page.goto(`${app.origin}/liste`)
  await anna.page
    .getByRole('button', { name: /Flere lamper slukket/ })
    .first()
    .click()
  await anna.page.getByText('Hører til stop').waitFor()
  await anna.page.getByText(/^1 · .*Gangtunnel under Humlebakken, nord.* · \d+\sm$/).waitFor()
  await anna.close()
})
