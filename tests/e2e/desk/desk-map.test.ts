import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'

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

const viewport = { width: 1440, height: 900 }
const zoom = 18
const degreesPerPixel = 360 / (256 * 2 ** zoom)

async function newestFinding(page: Page) {
  const answer = await page.request.get(`${app.origin}/api/observations?limit=1`)
  const { items } = (await answer.json()) as Reply<'listObservations'>
  const [first] = items
  if (!first) throw new Error('The demo has no findings')
  return first
}

describe('the map of the desk', () => {
  it('keeps a finding that was chosen at its edge in sight and in the list that follows the map', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, { viewport })
    const { page } = carla
    await carla.signIn('koordinator')
    const { id, position } = await newestFinding(page)
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
})
