import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { Official } from '../people/official.ts'

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

const total = 600
const pageRows = 100

/** Answers the desk with a list of its first finding many times over, page by page. Returns the id of that finding, which is in no page. */
async function showMany(page: Page): Promise<string> {
  const listed = await page.request.get(`${app.origin}/api/observations?limit=1`)
  const [first] = ((await listed.json()) as Reply<'listObservations'>).items
  const many = Array.from({ length: total }, (_, index) => ({
    ...first,
    ...{ id: someUuid(), number: 5_000 + index },
  }))
  await page.route(
    ({ pathname }) => pathname === '/api/observations',
    async (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
      const items = many.slice(from, from + pageRows)
      const next = from + items.length < total ? String(from + items.length) : null
      // A real answer's headers: by them the desk knows that it comes from the server and not from a hotel's Wi-Fi.
      await route.fulfill({ response: listed, json: { items, total, next } })
    },
  )
  return first?.id ?? ''
}

const drawn = (page: Page) => page.locator('a.row-link').count()

describe('a list of many rows', () => {
  it('draws those near what is seen, leads to every one by keys, and is whole on paper', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    const { page } = carla
    await showMany(page)
    await page.reload()
    await page.locator('a.row-link').first().waitFor()
    for (let left = total - pageRows; left > 0; left -= pageRows) {
      await page.getByRole('button', { name: `Vis flere ${left} tilbage` }).click()
    }
    await page.getByText('Det var alle').waitFor()
    await page.locator('a.row-link').first().focus()
    await expect.poll(() => drawn(page)).toBeLessThan(200)
    await page.keyboard.press('End')
    const focused = page.locator('a.row-link:focus')
    await expect.poll(() => focused.getAttribute('data-index')).toBe(String(total - 1))
    expect(await focused.isVisible()).toBe(true)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect.poll(() => drawn(page)).toBe(total)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(() => drawn(page)).toBeLessThan(200)
    await page.keyboard.press('Home')
    await expect.poll(() => focused.getAttribute('data-index')).toBe('0')
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('shows beside it what is open and not among the rows that are loaded', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    const { page } = carla
    const id = await showMany(page)
    await page.goto(`${app.origin}/desk?id=${id}`)
    const apart = carla.list().getByRole('group', { name: 'Åben, men ikke vist i listen' })
    await apart.getByText('Længere nede i listen').waitFor()
    const title = await carla.panel().getByRole('heading', { level: 2 }).innerText()
    expect(title).toContain(await apart.locator('.name').innerText())
    await page.locator('a.row-link').first().click()
    await apart.waitFor({ state: 'detached' })
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
