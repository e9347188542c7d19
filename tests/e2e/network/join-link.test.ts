import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, phone, watchForErrors } from '../../support/browser/browser.ts'
import { Official } from '../people/official.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'

describe('a join link on a weak network', () => {
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
    'shows what it is before the app has loaded, in the language of %s, and nothing moves when it has',
    async (locale, finding, words) => {
      const whole = await openLink(locale)
      const errors = watchForErrors(whole)
      await whole.getByRole('button', { name: locale === 'da-DK' ? 'Deltag' : 'Join' }).waitFor()
      expect(await whole.getByText(finding).count()).toBe(0)
      await whole.evaluate(() => document.fonts.ready)
      const places = await placesOf(whole, words)
      expect(errors).toEqual([])
      await whole.context().close()

      app.proxy.setWeather(({ url }) => (/\.js$/.test(url ?? '') ? 'refuse' : 'pass'))
      const early = await openLink(locale)
      await early.getByText(finding).waitFor()
      await expect.poll(() => placesOf(early, words)).toEqual(places)
      await early.context().close()
    },
  )

  it('reports after a while that loading takes long, though nothing of the app has come, and offers to try again', async () => {
    app.proxy.setWeather(({ url }) => (/\.js$/.test(url ?? '') ? 'refuse' : 'pass'))
    const page = await openLink('da-DK')
    await page.getByText('Finder vandringen …').waitFor()
    const again = page.getByRole('link', { name: 'Indlæs igen' })
    await expect.poll(() => again.isVisible()).toBe(false)
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish()
    })
    await again.waitFor()
    app.proxy.setWeather('pass')
    await again.click()
    await page.getByRole('button', { name: 'Deltag', exact: true }).waitFor()
    await page.context().close()
  })

  it('keeps the focused field above its button', async () => {
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

  it('opens the walk also with characters that a message has appended, and without a network', async () => {
    const context = await browser.newContext({ ...phone(), locale: 'da-DK' })
    const page = await context.newPage()
    const isFound = () => page.getByRole('button', { name: 'Deltag', exact: true }).waitFor()
    for (const link of ['/v/NYVA26.', '/v/NYVA26%', '//v/nyva26)&amp;utm_source=mail']) {
      await page.goto(app.origin + link)
      await isFound()
      expect(new URL(page.url()).pathname).toBe('/v/NYVA26')
    }
    await page.goto(`${app.origin}/v/%E0%A4%A`)
    await page.getByText('Linket er beskadiget').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    await page.goto(`${app.origin}/v/NYVA26%`)
    await page.getByText('Der er ikke net lige nu').waitFor()
    await expect.poll(() => page.getByLabel(/kode/i).inputValue()).toBe('NYVA26')
    await context.close()
  })

  it('is found in a message that is pasted into the field, and its look-alikes are accepted', async () => {
    const context = await browser.newContext({ ...phone(), locale: 'da-DK' })
    const page = await context.newPage()
    const find = async (typed: string) => {
      await page.goto(`${app.origin}/v`)
      await page.getByLabel(/kode/i).fill(typed)
      await page.getByRole('button', { name: 'Find vandringen' }).click()
    }
    const message = `Hej! Gå med her: ${app.origin}/v/NYVA26?fbclid=IwAR0abcdefghijklmnopqrstu – vi ses kl. 19`
    for (const typed of [message, 'Koden er nyva 26.', '0EST29', 'ØST29']) {
      await find(typed)
      await page.getByRole('button', { name: 'Deltag', exact: true }).waitFor()
    }
    await find('hej')
    await page.getByText('Der er ingen kode i det, du skrev').waitFor()
    await find('OEST28')
    await page.getByText('Vi kender ikke koden OEST28').waitFor()
    await context.close()
  })

  it('to the desk that is damaged says so and shows no wider list, and one that can be repaired opens what it meant', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk?status=burnt`)
    await page.getByText('Linket er beskadiget: status kan ikke læses').waitFor()
    await page.getByText('Listen venter').waitFor()
    expect(await page.locator('a.row-link').count()).toBe(0)
    await page.getByRole('button', { name: 'Gå videre uden' }).click()
    await page.locator('a.row-link').first().waitFor()
    expect(await page.getByText('Linket er beskadiget').count()).toBe(0)
    const href = await page.locator('a.row-link').first().getAttribute('href')
    const id = href?.replace('/desk?id=', '') ?? ''

    await page.goto(`${app.origin}/desk?status=Received.&amp;sort=due)`)
    await page.getByText(/^\d+ af \d+/).waitFor()
    expect(await page.getByText('Linket er beskadiget').count()).toBe(0)
    await page.goto(`${app.origin}/desk?id=${id.toUpperCase()}.`)
    await carla.panel().waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('to a map keeps its pins when the map is dragged once round the world', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin, { reducedMotion: 'reduce' })
    await carla.signIn('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk?map=57.03,9.97,3`)
    const mark = page.locator('.map-pane .leaflet-marker-pane > *').first()
    await mark.waitFor()
    const before = await mark.boundingBox()
    const pane = await page.locator('.map-pane').boundingBox()
    if (!pane || !before) throw new Error('The map is not there')
    const [left, middle] = [pane.x + 40, pane.y + pane.height / 3]
    // The world is 2,048 px wide at zoom 3.
    for (let drag = 0; drag < 8; drag += 1) {
      const asked = page.waitForResponse(/clusters/)
      await page.mouse.move(left + 256, middle)
      await page.mouse.down()
      await page.mouse.move(left + 128, middle, { steps: 4 })
      await page.mouse.move(left, middle, { steps: 4 })
      await page.mouse.up()
      expect((await asked).status()).toBe(200)
    }
    const xOf = async () => Math.round(((await mark.boundingBox())?.x ?? NaN) / 20)
    await expect.poll(xOf).toBe(Math.round(before.x / 20))
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
