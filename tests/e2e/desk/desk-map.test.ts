import type { Browser, Page } from 'playwright-core'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'

let app: LiveApp
let browser: Browser
let pool: Pool
beforeAll(async () => {
  app = await startLiveApp({ map: demoMap('aalborg') })
  browser = await launchBrowser()
  pool = new Pool(app.database)
})
afterAll(async () => {
  await pool.end()
  await browser.close()
  await app.close()
})

const viewport = { width: 1440, height: 900 }
const zoom = 18
const degreesPerPixel = 360 / (256 * 2 ** zoom)

async function newestFindings(page: Page, limit = 1) {
  const answer = await page.request.get(`${app.origin}/api/observations?limit=${limit}`)
  const { items } = (await answer.json()) as Reply<'listObservations'>
  const [first] = items
  if (!first) throw new Error('The demo has no findings')
  return [first, ...items.slice(1)] as const
}

/** As when people stand together, or search for the same address. */
async function putTogether(findings: readonly VisibleObservation[]): Promise<void> {
  const [{ position } = {}] = findings
  const place = { longitude: position?.longitude, latitude: position?.latitude }
  await pool.query(
    `update observations set longitude = $1, latitude = $2,
      body = jsonb_set(body, '{position}', body->'position' || $3) where id = any($4::uuid[])`,
    [place.longitude, place.latitude, place, findings.map(({ id }) => id)],
  )
}

describe('the map of the desk', () => {
  it('keeps a finding that was chosen at its edge in sight and in the list that follows the map', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
    const { page } = carla
    await carla.signIn('koordinator')
    const [{ id, position }] = await newestFindings(page)
    const middle = (position.longitude - 380 * degreesPerPixel).toFixed(5)
    await page.goto(
      `${app.origin}/desk?area=map&map=${position.latitude.toFixed(5)},${middle},${zoom}`,
    )
    const map = page.locator('.map-pane')
    const mark = map.locator('.map-mark').last()
    await mark.waitFor()
    const rows = carla.list().getByRole('link')
    const row = carla.list().locator(`a[href*="${id}"]`)
    await row.waitFor()
    const rightOf = async (part: typeof map) => {
      const box = await part.boundingBox()
      return (box?.x ?? NaN) + (box?.width ?? NaN)
    }
    const [edge, place, found] = [await rightOf(map), await rightOf(mark), await rows.count()]
    const view = () => new URL(page.url()).searchParams.get('map')?.split(',').map(Number)
    const address = view()

    const lists: string[] = []
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      // With a category, it looks for the same beside the open finding.
      if (pathname === '/api/observations' && !searchParams.has('category')) lists.push(pathname)
    })
    const narrowed = page.waitForResponse(/observations\/clusters/)
    await mark.click()
    await carla.panel().getByRole('heading', { level: 2 }).waitFor()
    await expect.poll(() => rightOf(map)).toBeLessThan(edge - 300)
    const chosen = map.locator('.map-mark:has(.is-selected)')
    await expect.poll(async () => (await rightOf(map)) - (await rightOf(chosen))).toBeGreaterThan(0)
    // When the map has come to rest it asks for its pins, and the list would have asked together with it.
    await narrowed
    expect(lists).toEqual([])
    expect(await row.getAttribute('aria-current')).toBe('true')
    expect(await rows.count()).toBe(found)

    await carla.panel().getByRole('button', { name: 'Luk' }).click()
    await expect.poll(() => rightOf(map)).toBe(edge)
    await expect.poll(async () => Math.abs((await rightOf(mark)) - place)).toBeLessThan(3)
    expect(view()).toEqual(address)
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('lists the findings at one place where it comes no nearer, by keys alone', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
    const { page } = carla
    await carla.signIn('koordinator')
    const findings = await newestFindings(page, 4)
    await putTogether(findings)
    const [{ position }] = findings
    const address = `map=${position.latitude},${position.longitude},17`
    await page.goto(`${app.origin}/desk?${address}`)
    const map = page.locator('.map-pane')
    const circle = map.getByRole('button', { name: /^\d+ registreringer – zoom ind$/ })
    await circle.focus()
    await page.keyboard.press('Enter')
    const stack = map.getByRole('button', { name: /^\d+ registreringer her – vis listen$/ })
    await stack.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const rows = dialog.getByRole('listitem')
    await rows.first().waitFor()
    expect(await rows.count()).toBeGreaterThanOrEqual(findings.length)
    for (const text of await rows.allInnerTexts())
      expect(text).toMatch(/^.+, nr\. \d+, .+, Alvor [0-4]: .+$/)
    await page.keyboard.press('Escape')
    await expect.poll(() => stack.evaluate((mark) => mark === document.activeElement)).toBe(true)

    await page.keyboard.press('Enter')
    const second = rows.nth(1).getByRole('button')
    const number = /nr\. (\d+)/.exec(await second.innerText())?.[1] ?? ''
    await second.focus()
    await page.keyboard.press('Enter')
    await carla.panel().getByText(number).first().waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('shows of a single finding how severe it is, and from near by its number, and explains both', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
    const { page } = carla
    await carla.signIn('koordinator')
    const all = await newestFindings(page, 40)
    const urgent = all.find(({ severity }) => severity === 4)
    if (!urgent) throw new Error('The demo has nothing urgent')
    const { number, position } = urgent
    const map = page.locator('.map-pane')
    const name = new RegExp(`, nr\\. ${number}, .+, Alvor 4: Akut fare$`)
    const pin = map.getByRole('button', { name })
    const at = `${position.latitude},${position.longitude}`
    await page.goto(`${app.origin}/desk?map=${at},17`)
    await pin.waitFor()
    await expect.poll(() => pin.innerText()).toBe(`4\n${number}`)

    await page.goto(`${app.origin}/desk?map=${at},15`)
    await map.getByRole('button', { name: 'Tegnforklaring' }).click()
    expect(await map.getByText('Alvor: 1 lav, 4 akut fare').isVisible()).toBe(true)
    expect(await map.getByText('Nummer, når der er plads').isVisible()).toBe(true)
    expect(await map.locator('.map-mark .number', { hasText: String(number) }).count()).toBe(0)
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
