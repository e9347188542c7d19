import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, phone } from '../support/browser.ts'
import { startLiveApp, type LiveApp } from '../support/live-app.ts'

describe('a join link at the edge of the network', () => {
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
  beforeEach(() => {
    app.proxy.setWeather('pass')
  })

  const openLink = async (locale: string): Promise<Page> => {
    const context = await browser.newContext({ ...phone(), locale })
    const page = await context.newPage()
    await page.goto(`${app.origin}/v/NYVA26`, { waitUntil: 'commit' })
    return page
  }
  /** Where the words of the page stand, in px from the top. */
  const placesOf = async (page: Page, words: readonly string[]) =>
    Promise.all(
      words.map(async (one) => {
        const box = await page.getByText(one).first().boundingBox()
        return [one, box && Math.round(box.y), box && Math.round(box.width)]
      }),
    )

  it.each([
    [
      'da-DK',
      'Finder vandringen …',
      ['Tryghedsvandring', 'Gå med, sæt nåle', 'Vi gemmer', 'Skriv om steder'],
    ],
    ['en-GB', 'Finding the walk …', ['Safety walk', 'Walk along', 'We keep', 'Write about places']],
  ])(
    'says what it is before the app has come, in the language of %s, and nothing moves when it has',
    async (locale, finding, words) => {
      app.proxy.setWeather(({ url }) => (/\.js$/.test(url ?? '') ? 'stall' : 'pass'))
      const page = await openLink(locale)
      await page.getByText(finding).waitFor()
      const before = await placesOf(page, words)
      expect(before.every(([, top]) => typeof top === 'number')).toBe(true)
      await page.evaluate(() => document.fonts.ready)
      const settled = await placesOf(page, words)

      app.proxy.setWeather('pass')
      await page.reload()
      await page.getByRole('button', { name: locale === 'da-DK' ? 'Deltag' : 'Join' }).waitFor()
      expect(await placesOf(page, words)).toEqual(settled)
      expect(await page.getByText(finding).count()).toBe(0)
      await page.context().close()
    },
  )

  it('that leads nowhere says so, and asks for the code', async () => {
    const context = await browser.newContext({ ...phone(), locale: 'da-DK' })
    const page = await context.newPage()
    await page.goto(`${app.origin}/v/FINDESIKKE`)
    await page.getByLabel(/kode/i).waitFor()
    expect(await page.getByText('Finder vandringen …').count()).toBe(0)
    await context.close()
  })
})
