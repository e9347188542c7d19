import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  launchBrowser,
  launchProfile,
  phone,
  watchForErrors,
  wholeBrowser,
} from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'

let app: LiveApp
beforeAll(async () => {
  app = await startLiveApp()
})
afterAll(() => app.close())

const forbidden = 'Her kan Lygte ikke gemme noget'

describe('a browser that blocks all cookies', () => {
  let profile: string
  let context: BrowserContext

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'lygte-blocked-'))
    await mkdir(join(profile, 'Default'))
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } }
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(settings))
    context = await launchProfile(profile, wholeBrowser())
  })
  afterAll(async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  })

  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(app.origin + path)
    return page
  }

  it.each(['/', '/v/NYVA26', '/klar', '/mine'])(
    'explains on %s that nothing can be kept, why, and what to do, and calls nothing saved',
    async (path) => {
      const page = await open(path)
      await expect(page.evaluate(() => localStorage.length)).rejects.toThrow('Access is denied')
      await page.getByText(forbidden).waitFor()
      const words = await page.locator('body').innerText()
      expect(words).toMatch(/Tillad cookies for denne side/)
      expect(words).not.toMatch(/gemt på telefonen|Dit er gemt|bliver her|Alt er sendt/i)
      await page.close()
    },
  )

  it('explains on the join form that the phone, not the network, is why nobody can join', async () => {
    const page = await open('/v/NYVA26')
    await page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await page.getByText('Det kan ikke gemmes på telefonen').waitFor()
    expect(await page.getByText('Der er ikke net').count()).toBe(0)
    await page.close()
  })

  it('explains at the desk that signing in needs cookies', async () => {
    const page = await open('/desk')
    await page.getByText('Du skal tillade cookies for at logge ind').waitFor()
    await page.getByLabel('E-mail').fill('koordinator@demo.lygte.dk')
    await page.getByLabel('Adgangskode', { exact: true }).fill('lygte-demo')
    await page.getByRole('button', { name: 'Log ind', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await page.close()
  })
})

describe('a browser in which reading one of its abilities throws', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  const forbid = async (name: string): Promise<BrowserContext> => {
    const context = await browser.newContext(phone())
    await context.addInitScript((path) => {
      const [owner, key = ''] = path.split('.')
      const owners = { navigator: Navigator.prototype, document: Document.prototype, window }
      const target = owners[owner as keyof typeof owners]
      Object.defineProperty(target, key, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    }, name)
    return context
  }
  const abilities = [
    'window.localStorage',
    'window.sessionStorage',
    'window.caches',
    'window.BroadcastChannel',
    'navigator.serviceWorker',
    'navigator.locks',
    'navigator.storage',
    'navigator.geolocation',
    'navigator.permissions',
  ]

  it.each(abilities)('joins, pins and opens the desk without %s', async (name) => {
    const context = await forbid(name)
    const page = await context.newPage()
    const errors = watchForErrors(page)
    await page.goto(`${app.origin}/v/NYVA26`)
    await page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await page.getByRole('button', { name: 'Registrér her' }).waitFor()
    await page.goto(`${app.origin}/mig`)
    await page.getByRole('heading', { name: 'Mig', exact: true }).waitFor()
    await page.goto(`${app.origin}/klar`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.goto(`${app.origin}/desk`)
    await page.getByLabel('E-mail').waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  it('explains at the desk, and before a pin, that cookies are needed where the page may not even read its own', async () => {
    const context = await forbid('document.cookie')
    const page = await context.newPage()
    await page.goto(`${app.origin}/desk`)
    await page.getByText('Du skal tillade cookies for at logge ind').waitFor()
    await page.goto(`${app.origin}/v/NYVA26`)
    await page.getByText('Cookies er slået fra').waitFor()
    await context.close()
  })

  it('explains that nothing can be kept without window.indexedDB', async () => {
    const context = await forbid('window.indexedDB')
    const page = await context.newPage()
    await page.goto(`${app.origin}/v/NYVA26`)
    await page.getByText(forbidden).waitFor()
    await context.close()
  })
})

describe('a phone that opens its check list directly', () => {
  it('is never called unable to keep anything, because both self-tests of the page share one', async () => {
    const browser = await launchBrowser()
    const page = await (await browser.newContext(phone())).newPage()
    await page.goto(`${app.origin}/v/NYVA26`)
    await page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await page.getByRole('button', { name: 'Registrér her' }).waitFor()
    for (let load = 0; load < 8; load += 1) {
      await page.goto(`${app.origin}/klar`)
      await page.getByText('Gemmes sikkert').waitFor()
      expect(await page.getByText(/kan ikke gemme|Telefonen glemmer/).count()).toBe(0)
    }
    await browser.close()
  })
})
