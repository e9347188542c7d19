import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, phone, watchForErrors } from '../support/browser.ts'
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
      const whole = await openLink(locale)
      const errors = watchForErrors(whole)
      await whole.getByRole('button', { name: locale === 'da-DK' ? 'Deltag' : 'Join' }).waitFor()
      expect(await whole.getByText(finding).count()).toBe(0)
      await whole.evaluate(() => document.fonts.ready)
      const places = await placesOf(whole, words)
      expect(errors).toEqual([])
      await whole.context().close()

      app.proxy.setWeather(({ url }) => (/\.(js|css)$/.test(url ?? '') ? 'refuse' : 'pass'))
      const early = await openLink(locale)
      await early.getByText(finding).waitFor()
      await expect.poll(() => placesOf(early, words)).toEqual(places)
      await early.context().close()
    },
  )

  it('says after a while that it takes long, though nothing of the app has come, and offers to try again', async () => {
    app.proxy.setWeather(({ url }) => (/\.js$/.test(url ?? '') ? 'refuse' : 'pass'))
    const page = await openLink('da-DK')
    await page.getByText('Finder vandringen …').waitFor()
    const again = page.getByRole('link', { name: 'Indlæs igen' })
    expect(await again.isVisible()).toBe(false)
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish()
    })
    await again.waitFor()
    app.proxy.setWeather('pass')
    await again.click()
    await page.getByRole('button', { name: 'Deltag', exact: true }).waitFor()
    await page.context().close()
  })

  it('keeps the field that is written in above its button', async () => {
    const page = await openLink('da-DK')
    const name = page.getByLabel('Dit navn')
    // In sight for the browser, and under the button for a person.
    await name.evaluate((field) => {
      field.scrollIntoView({ block: 'start' })
      const page = document.querySelector('#page')
      page?.scrollBy({ top: field.getBoundingClientRect().bottom + 10 - innerHeight })
    })
    await name.focus()
    const bottomOf = async () => {
      const { y, height } = (await name.boundingBox()) ?? { y: NaN, height: NaN }
      return y + height
    }
    const bar = await page.getByRole('button', { name: 'Deltag', exact: true }).boundingBox()
    await expect.poll(bottomOf).toBeLessThanOrEqual(bar?.y ?? 0)
    await page.context().close()
  })

  it('that leads nowhere says so, and asks for the code', async () => {
    const context = await browser.newContext({ ...phone(), locale: 'da-DK' })
    const page = await context.newPage()
    await page.goto(`${app.origin}/v/FINDESIKKE`)
    await page.getByLabel(/kode/i).waitFor()
    expect(await page.getByText('Finder vandringen …').count()).toBe(0)
    await context.close()
  })
})
