import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaderCodeOf } from '../../../server/demo/demo-walks.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { inStore } from '../../support/server/in-store.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const title = 'Aalborg Øst – stier og gangtunneller'
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

/** The stops of each walk of that name, in the order of its plan. */
async function stopsOfWalks(): Promise<string[][]> {
  const rows = await inStore(app, (db) =>
    db
      .selectFrom('walk_stops')
      .innerJoin('walks', (join) =>
        join
          .onRef('walks.id', '=', 'walk_stops.walk_id')
          .onRef('walks.municipality_id', '=', 'walk_stops.municipality_id'),
      )
      .select(['walk_stops.walk_id as walkId', 'walk_stops.id', 'walk_stops.name'])
      .where('walks.title', '=', title)
      .orderBy('walk_stops.sort_order')
      .execute(),
  )
  return [...Map.groupBy(rows, ({ walkId }) => walkId).values()].map((stops) =>
    stops.map(({ id, name }) => `${id} ${name}`),
  )
}

/** What the leader of the new walk may see of the old one. */
async function lookAtEarlier(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Åbne registreringer fra før' }).check()
  await page.getByText(/^\d+ på kortet her$/).waitFor()
  await page.getByRole('checkbox', { name: 'Svar om tryghed fra sidste vandring her' }).check()
  await page.getByText(`Sidst: ${title}`).waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Gangtunnel under Humlebakken' })
    .getByText(/\d+ svar: |Færre end 5 svar|Ingen svar/)
    .first()
    .waitFor()
  await page.context().setOffline(true)
  await page.getByRole('checkbox', { name: 'Ruten fra sidste vandring her' }).check()
  await page.getByText('Det fra før kunne ikke hentes').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Prøv igen' }).click()
  await page.getByText(`Sidst: ${title}`).waitFor()
}

/** A track that a watch has recorded; what is no track changes nothing. */
async function takeRoute(page: Page): Promise<void> {
  const file = page.getByLabel(/^Rute fra en fil/)
  await file.setInputFiles({ name: 'tur.gpx', mimeType: '', buffer: Buffer.from('<gpx') })
  await page.getByText('Filen kan ikke læses').waitFor()
  const points = Array.from({ length: 30 }, (_, n) => [
    9.976 + n / 10_000,
    57.028 + (n % 7) / 10_000,
  ])
  const line = { type: 'LineString', coordinates: points }
  await file.setInputFiles({
    ...{ name: 'tur.geojson', mimeType: '' },
    buffer: Buffer.from(JSON.stringify(line)),
  })
  await page.getByText(/^Planen har en rute på/).waitFor()
  await page.getByRole('button', { name: 'Gem', exact: true }).click()
  await page.getByText('Gemt på telefonen').or(page.getByText('Planen er rettet')).first().waitFor()
}

it('whoever led a walk asks for the same again with two presses, and gets its plan and its lead once the coordinator says yes', async () => {
  const leader = await Walker.onNewPhone(browser, app.origin)
  const { page } = leader
  await leader.join(leaderCodeOf('OEST29'), 'Lena')
  await page.goto(`${app.origin}/vandringer`)
  await page.getByRole('button', { name: `Samme igen: ${title}` }).click()
  // The first change of page after a start begins at its heading as every other one does.
  await page.locator('h1:focus').filter({ hasText: 'Ønsk en vandring' }).waitFor()
  await page.getByText('Det er den samme vandring igen').waitFor()
  const check = new ScreenCheck(page, {
    language: 'da',
    themes: ['dark', 'light'],
    leastControl: 44,
  })
  await check.look('asking for the same again')
  await expect.poll(() => page.getByLabel('Hvor?').inputValue()).toBe(title)
  // The demo does not say who invites.
  const asker = page.getByLabel('Hvem ønsker det?')
  if ((await asker.inputValue()) === '') await asker.fill('Samrådet')
  await page.getByRole('button', { name: 'Send ønsket' }).click()
  await page.getByRole('heading', { name: 'Modtaget – venter på svar' }).waitFor()

  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk/vandringer/oensker`)
  const wish = carla.page
    .getByRole('listitem')
    .filter({ has: carla.page.getByRole('heading', { name: title }) })
  await wish.getByText('Samme vandring igen. Siger du ja').waitFor()
  await wish.getByRole('button', { name: 'Sig ja' }).click()
  await carla.page.getByRole('button', { name: 'Sig ja og lav kladden' }).click()
  await carla.page.getByRole('heading', { level: 1, name: 'Ret planen' }).waitFor()
  const firstStop = ({ page: one }: { page: Page }) => one.getByLabel('Stop 1: navn').inputValue()
  await expect.poll(() => firstStop(carla)).toContain('Gangtunnel under Humlebakken')
  const [before, again, ...others] = await stopsOfWalks()
  expect(before?.length).toBeGreaterThan(1)
  expect(again).toEqual(before)
  expect(others).toEqual([])

  await page.reload()
  await page.getByRole('link', { name: 'Åbn som leder' }).click()
  await page.getByRole('button', { name: 'Deltag', exact: true }).click()
  await leader.registerButton().waitFor()
  await page.goto(`${app.origin}/plan`)
  await page.getByRole('button', { name: /^Sted og stop/ }).click()
  await expect.poll(() => firstStop(leader)).toContain('Gangtunnel under Humlebakken')
  await lookAtEarlier(page)
  await check.look('what is known of the place from before')
  await takeRoute(page)
  expect(check.findings).toEqual([])
  expect([...leader.errors, ...carla.errors]).toEqual([])
  await Promise.all([leader.close(), carla.close()])
})
