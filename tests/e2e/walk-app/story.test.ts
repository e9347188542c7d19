import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { demoMap, fixture } from '../../support/repository.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'

/** The straight path of one pin, told once from start to end: two phones, one desk, and a network that goes and comes. */
describe('one pin from phone to desk and back', () => {
  let app: LiveApp
  let browser: Browser

  beforeAll(async () => {
    app = await startLiveApp({ map: demoMap('aalborg') })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  it('is pinned offline, arrives once, gets a party and a status, and the walker sees them', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin, { deviceScaleFactor: 3 })
    const bo = await Walker.onNewPhone(browser, app.directOrigin.replace('127.0.0.1', 'localhost'))
    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    await anna.join('NYVA26', 'Anna')
    await bo.join('NYVA26')
    await carla.signIn('koordinator')
    await anna.page.getByRole('link', { name: /^Mig/ }).click()
    await anna.page.getByRole('button', { name: 'Klar til offline' }).click()
    await anna.waitForWorker()
    await anna.page.getByRole('button', { name: /^Gør klar/ }).click()
    await anna.page.getByText('KLAR', { exact: true }).waitFor()

    app.proxy.setWeather('refuse')
    await anna.page.goto(`${app.origin}/`)
    await anna.registerButton().waitFor()
    await anna.page.locator('canvas').first().waitFor()
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.addPhoto(fixture('photos/DSCN0010.jpg'))
    await anna.writeRemark('Tre af fem lamper ved trappen er ude')
    await anna.save()
    await anna.waitForPill(/venter/)

    app.proxy.setWeather('pass')
    await anna.page.getByRole('link', { name: /^Kort/ }).waitFor()
    await anna.pill().click()
    await anna.page.getByRole('button', { name: 'Prøv igen nu' }).click()
    await anna.page
      .getByText(/^Modtaget/)
      .first()
      .waitFor()
    await anna.waitForPill('Alt er sendt')

    await bo.page.getByRole('link', { name: /^Liste/ }).click()
    await bo.page.getByText('Tre af fem lamper ved trappen er ude').waitFor()

    await carla.page.getByRole('button', { name: /1 ny – vis/ }).click()
    await carla.search('fem lamper ved trappen')
    await carla.list().getByText('Lampe slukket').click()
    await carla.panel().getByText('Tre af fem lamper ved trappen er ude').waitFor()
    await carla.act('Tildel')
    await carla.panel().getByRole('checkbox').first().check()
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Tildelt', { exact: true }).first().waitFor()
    await carla.act('Planlæg')
    await carla.panel().getByLabel('Måned').selectOption({ index: 1 })
    await carla.panel().getByLabel('Besked til deltageren').fill('Vi skifter lamperne i marts.')
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Planlagt', { exact: true }).first().waitFor()

    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.page.getByText('Vi skifter lamperne i marts.').waitFor()
    await bo.page.getByText('Vi skifter lamperne i marts.').waitFor()

    expect(await countOnDesk(carla, 'fem lamper ved trappen')).toBe(1)
    expect([...anna.errors, ...bo.errors, ...carla.errors]).toEqual([])
    await Promise.all([anna.close(), bo.close(), carla.close()])
  })
})

/** What the store holds, asked with the official's own session. */
async function countOnDesk(official: Official, words: string): Promise<number> {
  return official.page.evaluate(async (query) => {
    const reply = await fetch(`/api/observations?q=${encodeURIComponent(query)}`, {
      headers: { 'x-lygte-desk': '1' },
    })
    return ((await reply.json()) as { total: number }).total
  }, words)
}
