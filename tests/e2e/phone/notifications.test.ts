import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launchProfile, wholeBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { phoneKeys } from '../../support/web-push/phone-keys.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

let app: LiveApp
let folder: string
beforeAll(async () => {
  app = await startLiveApp()
  folder = await mkdtemp(join(tmpdir(), 'lygte-notifications-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const endpoint = 'https://updates.push.services.mozilla.com/wpush/v2/anna'

/** A browser without its maker's push service: what it would answer, it answers itself. Runs in the page. */
function standIn(answer: { endpoint: string; keys: { p256dh: string; auth: string } }): void {
  let isThere = localStorage.getItem('stand-in') !== null
  const subscription = {
    toJSON: () => answer,
    unsubscribe() {
      isThere = false
      localStorage.removeItem('stand-in')
      return Promise.resolve(true)
    },
  }
  const subscribe = () => {
    isThere = true
    localStorage.setItem('stand-in', '1')
    return Promise.resolve(subscription)
  }
  const getSubscription = () => Promise.resolve(isThere ? subscription : null)
  Object.assign(PushManager.prototype, { subscribe, getSubscription })
}

/** On the page "Mig" of a whole browser, because one without windows says no to every notification. */
async function onMe(permissions: string[]): Promise<Walker> {
  const context = await launchProfile(await mkdtemp(join(folder, 'profile-')), {
    ...wholeBrowser(),
    ...{ viewport: { width: 320, height: 568 }, permissions },
  })
  onTestFinished(() => context.close())
  const { p256dh, auth } = phoneKeys()
  await context.addInitScript(standIn, { endpoint, keys: { p256dh, auth } })
  const walker = await Walker.onContext(context, app.origin)
  await walker.join()
  await walker.waitForWorker()
  await walker.page.goto(`${app.origin}/mig`)
  await walker.page.getByRole('heading', { name: 'Besked på telefonen' }).waitFor()
  return walker
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

/** The worker's registration as the browser's tools name it. */
async function registrationOf(devtools: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  return found
}

/** What the phone shows now. Runs in the page. */
const shown = async () => {
  const registration = await navigator.serviceWorker.ready
  const all = await registration.getNotifications()
  return all.map(({ title, body, tag }) => ({ title, body, tag }))
}

it('asks for notifications, shows what comes in its place, and ends them, by the words of the page', async () => {
  const { page, errors } = await onMe(['geolocation', 'notifications'])
  await page.getByText('Telefonen siger ikke til. Nyt står stadig i appen.').waitFor()
  const check = new ScreenCheck(page, {
    language: 'da',
    leastControl: 48,
    themes: ['dark', 'light'],
  })
  await check.look('notifications are off')
  await press(page, 'Slå beskeder til')
  await page.getByText('Telefonen siger til, når der er nyt.').waitFor()
  await check.look('notifications are on')
  expect(check.findings).toEqual([])

  const devtools = await page.context().newCDPSession(page)
  const registrationId = await registrationOf(devtools)
  const deliver = (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      ...{ origin: app.origin, registrationId, data },
    })
  const question = { title: 'Lygte', body: 'Et spørgsmål', tag: 'question', path: '/mig' }
  await deliver(JSON.stringify(question))
  await deliver(JSON.stringify({ ...question, body: 'Et spørgsmål til' }))
  await deliver('no JSON')
  await expect
    .poll(() => page.evaluate(shown))
    .toEqual([
      { title: 'Lygte', body: '', tag: 'news' },
      { title: 'Lygte', body: 'Et spørgsmål til', tag: 'question' },
    ])

  // What the browser and the server have agreed on is found again.
  await page.reload()
  await page.getByText('Telefonen siger til, når der er nyt.').waitFor()
  await press(page, 'Slå beskeder fra')
  await page.getByText('Telefonen siger ikke til. Nyt står stadig i appen.').waitFor()
  expect(errors).toEqual([])
}, 120_000)

it('says that it needs a network, and goes on once there is one', async () => {
  const { page } = await onMe(['geolocation', 'notifications'])
  app.proxy.setWeather('refuse')
  await page.reload()
  const section = page.getByRole('region', { name: 'Besked på telefonen' })
  await section.getByText('Det kræver net.').waitFor()
  app.proxy.setWeather('pass')
  await section.getByRole('button', { name: 'Prøv igen' }).click()
  await section.getByText('Telefonen siger ikke til.').waitFor()
}, 60_000)

it('says where to allow them on a phone that does not', async () => {
  const { page } = await onMe(['geolocation'])
  await page.getByText('Beskeder er slået fra for Lygte').waitFor()
}, 60_000)
