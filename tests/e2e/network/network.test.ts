import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { countAuthors, countStored, endSessions } from '../../support/server/in-store.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { readDatabase } from '../phone/read-database.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'

interface Entry {
  id: string
  name: string
  argsText: string
  state: string
}

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

describe('a phone behind a captive portal, or with an ended session', () => {
  let anna: Walker

  beforeEach(async () => {
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  const outbox = async () => (await readDatabase(anna.page, 'lygte-outbox'))['mutation'] as Entry[]
  const said = (words: string) => anna.page.getByText(words, { exact: true }).first()

  async function pin(remark: string): Promise<void> {
    await anna.chooseTopic('Renhold', 'Henkastet affald')
    await anna.writeRemark(remark)
  }

  it('F1: behind a captive portal nothing becomes sent, and the person is told in words', async () => {
    app.proxy.setWeather('portal')
    await pin('bag en portal')
    await anna.page.locator('input[type=file]:not([capture])').setInputFiles(await makePhoto())
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
    await anna.save()
    await anna.openOwn()
    for (const weather of ['portal', 'portal-redirect'] as const) {
      app.proxy.setWeather(weather)
      await anna.page.reload()
      await anna.tryNow()
      await said('Netværket vil have dig til at logge på Wi-Fi.').waitFor()
      await said('Netværket vil have dig til at logge på Wi-Fi').waitFor()
      await anna.waitForPill('Log på Wi-Fi')
      await anna.rows('bag en portal').getByText('Gemt på telefonen · venter på net').waitFor()
      expect(await anna.page.getByText(/^Modtaget/).count()).toBe(0)
      expect((await outbox()).map(({ state }) => state)).toEqual(['sending'])
    }
    expect(await countStored(app, 'bag en portal')).toBe(0)

    app.proxy.setWeather('pass')
    await anna.tryNow()
    await anna.waitForPill('Alt er sendt')
    await anna
      .rows('bag en portal')
      .getByText(/^Modtaget kl\./)
      .waitFor()
    await anna.rows('bag en portal').getByText('1 billede sendt').waitFor()
    expect(await countStored(app, 'bag en portal')).toBe(1)
  })

  it('F1: a portal that passes the text but not the pictures leaves them waiting', async () => {
    app.proxy.setWeather(({ url }) => (url?.startsWith('/api/photos') ? 'portal' : 'pass'))
    await pin('kun teksten kom igennem')
    await anna.page.locator('input[type=file]:not([capture])').setInputFiles(await makePhoto())
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
    await anna.save()
    await anna.openOwn()
    const row = anna.rows('kun teksten kom igennem')
    await row.getByText(/^Modtaget kl\./).waitFor()
    await anna.tryNow()
    await anna.waitForPill('Log på Wi-Fi')
    expect(await row.getByText('1 billede sendt', { exact: true }).count()).toBe(0)
    app.proxy.setWeather('pass')
    await anna.tryNow()
    await row.getByText('1 billede sendt', { exact: true }).waitFor()
    await anna.waitForPill('Alt er sendt')
  })

  it('H1: after the session has ended offline, capture, reading and drafts work and nothing is cleared', async () => {
    const bo = await Walker.onNewPhone(browser, app.directOrigin)
    await bo.join('NYVA26')
    await bo.chooseTopic('Bus', 'Utrygt stoppested eller læskur')
    await bo.writeRemark('set af Bo')
    await bo.save()
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.see('set af Bo')
    await bo.close()
    const before = await readDatabase(anna.page, 'lygte-cache')

    app.proxy.setWeather('refuse')
    await endSessions(app, 'phones')
    await anna.page.context().clearCookies()
    await anna.page.reload()
    await anna.rows('set af Bo').getByRole('button').click()
    await anna.page.getByRole('heading', { name: 'Utrygt stoppested' }).waitFor()
    await anna.page.goto(`${app.origin}/`)
    await pin('uden session')
    await anna.page.getByRole('button', { name: 'Luk uden at gemme' }).click()
    await anna.page.getByRole('button', { name: 'Behold kladden' }).click()
    await anna.registerButton().waitFor()
    await anna.page.reload()
    await anna.page.getByRole('button', { name: 'Fortsæt kladden' }).click()
    expect(await anna.remark()).toBe('uden session')
    await anna.save()
    await anna.waitForPill('1 venter på net')

    // The network is back, the session is not: that, too, takes nothing away.
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.tryNow()
    await anna.waitForPill('Log ind for at sende')
    await anna.page.reload()
    await anna.rows('uden session').waitFor()
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.rows('set af Bo').waitFor()
    expect(await readDatabase(anna.page, 'lygte-cache')).toEqual(before)
  })

  it('H2: after 401 everything waits for the sign-in, unchanged, and after it everything is delivered once', async () => {
    app.proxy.setWeather('refuse')
    await pin('første uden session')
    await anna.save()
    await pin('anden uden session')
    await anna.page.getByRole('button', { name: 'Nej, det er en anden' }).click()
    await anna.save()
    await anna.openOwn()
    await anna.tryNow()
    await said(
      'Vi kunne ikke sende endnu. Det, der venter, bliver her. Vi prøver igen, når der er net.',
    ).waitFor()
    const before = await outbox()
    expect(before).toHaveLength(2)

    await endSessions(app, 'phones')
    app.proxy.setWeather('pass')
    await anna.tryNow()
    await anna.waitForPill('Log ind for at sende')
    const waiting = anna.page.getByText('Log ind for at sende. Det, der venter, bliver her.', {
      exact: true,
    })
    for (const remark of ['første uden session', 'anden uden session']) {
      await anna
        .rows(remark)
        .getByText('Log ind for at sende. Det, der venter, bliver her.')
        .waitFor()
    }
    await expect.poll(() => waiting.count()).toBeGreaterThan(2)
    expect(await outbox()).toEqual(before)
    expect(await countStored(app, 'første uden session')).toBe(0)

    const signIn = anna.page.getByRole('button', { name: 'Log ind igen' })
    app.proxy.setWeather('refuse')
    await signIn.click()
    await said('Der er ikke net lige nu. Koden virker, så snart der er.').waitFor()
    app.proxy.setWeather('pass')
    await signIn.click()
    await anna.waitForPill('Alt er sendt')
    for (const remark of ['første uden session', 'anden uden session']) {
      await anna
        .rows(remark)
        .getByText(/^Modtaget kl\./)
        .waitFor()
      expect(await countStored(app, remark)).toBe(1)
    }
    expect((await outbox()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  it('H2: a phone that lost its cookie signs in as itself, and what only its author may see stays', async () => {
    await anna.chooseTopic('Adfærd', 'Tegn på rusmidler eller handel')
    await anna.writeRemark('kun for mig')
    await anna.save()
    await anna.waitForPill('Alt er sendt')
    await endSessions(app, 'phones')
    await anna.page.context().clearCookies()
    await pin('efter tabet')
    await anna.save()
    await anna.waitForPill('Log ind for at sende')
    await anna.page.getByRole('button', { name: 'Log ind igen' }).click()
    await anna.waitForPill('Alt er sendt')
    await anna.page.reload()
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.page.getByRole('button', { name: 'Mine', exact: true }).click()
    for (const remark of ['efter tabet', 'kun for mig']) await anna.rows(remark).waitFor()
    expect(await countAuthors(app, ['efter tabet', 'kun for mig'])).toBe(1)
  })
})

describe('a desk that was asleep', () => {
  const show = (visibility: string) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => visibility,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }

  // The first is too short for any watch over the stream: there, being looked at again is all that helps.
  it.each([
    ['5 seconds', 5_000],
    ['1 minute', 60_000],
    ['1 hour', 3_600_000],
    ['1 day', 86_400_000],
  ])(
    'J3: is current within five seconds of its clock after %s, though its stream looked open all the time',
    async (name, asleepMs) => {
      app.proxy.setWeather('pass')
      const carla = await Official.onNewLaptop(browser, app.origin)
      const { page } = carla
      await page.clock.install()
      const isListening = page.waitForResponse('**/api/events')
      await carla.signIn('koordinator')
      await isListening
      await page.clock.pauseAt(Date.now() + 5_000)
      await page.evaluate(show, 'hidden')
      app.proxy.hush()
      const anna = await Walker.onNewPhone(browser, app.directOrigin)
      await anna.join()
      await anna.chooseTopic('Bus', 'Mangler bus om aftenen')
      await anna.writeRemark(`imens bordet sov i ${name}`)
      await anna.save()
      await anna.waitForPill('Alt er sendt')
      const news = page.getByRole('button', { name: /nye? – vis/ })
      const rows = carla.list().getByRole('link')
      const shown = await rows.count()
      expect(await news.count()).toBe(0)

      await page.clock.fastForward(asleepMs)
      await page.evaluate(show, 'visible')
      // In steps, since answers come in the time of the network and not of the page.
      let left = 5_000
      const isTold = async () => {
        if (left > 0) await page.clock.runFor(250)
        left -= 250
        return news.count()
      }
      await expect.poll(isTold, { interval: 200 }).toBe(1)
      await news.click()
      await rows.nth(shown).waitFor()
      await rows.filter({ hasText: `imens bordet sov i ${name}` }).click()
      await carla.panel().getByText(`imens bordet sov i ${name}`).waitFor()
      expect([...carla.errors, ...anna.errors]).toEqual([])
      await Promise.all([carla.close(), anna.close()])
    },
  )
})
