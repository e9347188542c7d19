import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { countEach } from '../support/server/in-store.ts'
import { makePhoto } from '../e2e/phone/make-photo.ts'
import { Official } from '../e2e/people/official.ts'
import { readDatabase } from '../e2e/phone/read-database.ts'
import { Walker } from '../e2e/people/walker.ts'
import { launchFirefoxProfile } from '../support/browser/firefox.ts'
import { startLiveApp, type LiveApp } from '../support/server/live-app.ts'

/** The way of a pin in the second engine: what differs between engines is storage, the worker, locks and pictures. */
describe('Firefox', () => {
  let app: LiveApp
  let profile: string
  let anna: Walker

  const start = async () => {
    anna = await Walker.onContext(await launchFirefoxProfile(profile), app.origin)
  }
  const killBrowser = async () => {
    const closed = new Promise((resolve) => anna.page.context().once('close', resolve))
    execFileSync('pkill', ['-KILL', '-f', profile])
    await closed
  }
  const anotherTab = async () => new Walker(await anna.page.context().newPage(), app.origin)

  beforeAll(async () => {
    app = await startLiveApp()
    profile = await mkdtemp(join(tmpdir(), 'lygte-firefox-profile-'))
    await start()
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterAll(async () => {
    await anna.close()
    await rm(profile, { recursive: true, force: true })
    await app.close()
  })
  beforeEach(() => app.proxy.setWeather('pass'))

  it('A1: starts without a network, keeps a pin with its photo through a kill at once, and sends it later', async () => {
    app.proxy.setWeather('refuse')
    await anna.page.reload()
    await anna.chooseTopic('Renhold', 'Henkastet affald')
    await anna.writeRemark('fra Firefox')
    await anna.page.locator('input[type=file]:not([capture])').setInputFiles(await makePhoto())
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
    await anna.save()
    await killBrowser()
    await start()
    await anna.page.goto(`${app.origin}/mine`)
    await anna.rows('fra Firefox').waitFor()
    const { photo, photoChunk } = await readDatabase(anna.page, 'lygte-outbox')
    const [kept] = photo as { size: number }[]
    expect(photoChunk).toEqual([{ bytes: kept?.size }])
    app.proxy.setWeather('pass')
    await anna.sendAll()
    await anna.rows('fra Firefox').getByText('1 billede sendt').waitFor()
    expect(await countEach(app, ['fra Firefox'])).toEqual([1])
    expect(anna.errors).toEqual([])
  })

  it('K3, J5: gets ready for offline although the browser leaves the question of lasting storage open', async () => {
    await anna.page.goto(`${app.origin}/`)
    await anna.prepareOffline()
    await anna.page.getByText('KLAR', { exact: true }).waitFor()
    expect(anna.errors).toEqual([])
  })

  it('J5: delivers what two tabs saved exactly once without Web Locks and BroadcastChannel', async () => {
    const tabs = [anna, await anotherTab()]
    for (const [index, tab] of tabs.entries()) {
      await tab.page.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
        Reflect.deleteProperty(globalThis, 'BroadcastChannel')
      })
      await tab.page.goto(`${app.origin}/`)
      await tab.chooseTopic('Bus', 'Mangler bus om aftenen')
      await tab.writeRemark(`fane ${index}`)
      app.proxy.setWeather('refuse')
      await tab.save()
    }
    app.proxy.setWeather('pass')
    for (const tab of tabs)
      await tab.page.evaluate(() => void window.dispatchEvent(new Event('online')))
    for (const tab of tabs) await tab.waitForPill('Alt er sendt')
    expect(await countEach(app, ['fane 0', 'fane 1'])).toEqual([1, 1])
    expect(tabs.flatMap(({ errors }) => errors)).toEqual([])
    await tabs[1]?.page.close()
  })

  it('shows the desk, with the picture that a phone has sent', async () => {
    const carla = new Official(await anna.page.context().newPage(), app.origin)
    await carla.page.setViewportSize({ width: 1440, height: 900 })
    await carla.signIn('koordinator')
    await carla.search('fra Firefox')
    await carla.list().getByRole('link').first().click()
    await carla
      .panel()
      .getByRole('img', { name: /^Billede 1/ })
      .waitFor()
    expect(carla.errors).toEqual([])
  })
})
