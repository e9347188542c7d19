import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { makePhoto } from '../phone/make-photo.ts'
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

const nextYear = String(new Date().getFullYear() + 1)
const remark = 'Lampen blinker stadig'

/** From the closed walk to an open follow-up with a code: one press makes it. */
async function makeFollowUp(carla: Official): Promise<string> {
  const { page } = carla
  await page.goto(`${app.origin}/desk/vandringer`)
  await page
    .getByRole('link', { name: /Aalborg Øst/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Lav opfølgningsvandring' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ret planen' }).waitFor()
  await page.getByText('Opfølgning på').waitFor()
  await page.getByLabel('Dato').fill(`9.03.${nextYear}`)
  await page.getByLabel('Begynder kl.').fill('19.15')
  await page.getByRole('button', { name: 'Gem planen' }).click()
  await page.getByRole('heading', { level: 1, name: /^Opfølgning: / }).waitFor()
  await page.getByRole('button', { name: 'Åbn vandringen' }).click()
  await page.getByRole('button', { name: 'Lav en kode' }).click()
  await page.getByText(/^Koden \w+ er lavet/).waitFor()
  return page.locator('.letters').first().innerText()
}

it('is made by one press, looked through on a phone without a network, and read at the desk', async () => {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  const code = await makeFollowUp(carla)
  const anna = await Walker.onNewPhone(browser, app.origin, {
    viewport: { width: 320, height: 568 },
  })
  const { page } = anna
  await anna.join(code)
  await anna.waitForWorker()
  await page.getByRole('link', { name: 'Se efter, om det er løst' }).click()
  await page.getByText(/^0 af \d+ set efter$/).waitFor()
  app.proxy.setWeather('refuse')
  await page.reload()
  await page.getByText(/^0 af \d+ set efter$/).waitFor()
  const check = new ScreenCheck(page, {
    language: 'da',
    leastControl: 48,
    themes: ['dark', 'light'],
  })
  await check.look('what to look at again')
  const done = page.getByRole('article').filter({ hasText: 'Udført' })
  const [first, second] = [done.nth(0), done.nth(1)]
  await first.getByRole('button', { name: 'Bekræftet' }).click()
  await page.getByText(/^1 af \d+ set efter$/).waitFor()
  await second.getByRole('button', { name: 'Kan ikke ses' }).click()
  await page.getByText(/^2 af \d+ set efter$/).waitFor()
  await second.getByRole('button', { name: 'Ikke løst' }).click()
  await second.getByText('Skriv eller tag et billede').click()
  await second.getByLabel('Bemærkning').fill(remark)
  await second.getByRole('button', { name: 'Gem bemærkningen' }).click()
  await second.getByRole('button', { name: 'Gem bemærkningen' }).waitFor({ state: 'detached' })
  await second.getByRole('paragraph').filter({ hasText: remark }).waitFor()
  await second.locator('input[type=file]').setInputFiles(await makePhoto())
  const photo = second.getByRole('list').getByRole('listitem').filter({ hasText: 'På telefonen' })
  await photo.getByRole('button', { name: 'Vis billede 1 stort' }).waitFor()
  await check.look('two findings are looked at')
  expect(check.findings).toEqual([])

  app.proxy.setWeather('pass')
  await anna.openOwn()
  await anna.sendAll()
  expect(anna.errors).toEqual([])
  await carla.page.reload()
  await carla.page.getByText(/^2 af \d+ set efter$/).waitFor()
  await carla.page.getByText(remark).waitFor()
  const desk = new ScreenCheck(carla.page, {
    language: 'da',
    leastControl: 24,
    themes: ['light', 'dark'],
  })
  await desk.look('the page of a follow-up walk')
  expect(desk.findings).toEqual([])
  await carla.page.getByRole('heading', { name: 'Før og efter ved hvert stop' }).waitFor()
  const row = carla.page.getByRole('listitem').filter({ hasText: remark }).last()
  await row.getByText('Genåbnet').waitFor()
  await row.getByRole('link').click()
  await carla.panel().getByRole('tab', { name: 'Historik' }).click()
  await carla
    .panel()
    .getByText(/så på opfølgningsvandringen, at det ikke er løst/)
    .first()
    .waitFor()
  expect(carla.errors).toEqual([])
}, 180_000)
