import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { humlebakken, launchBrowser } from '../../support/browser/browser.ts'
import { inStore } from '../../support/server/in-store.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Walker } from '../people/walker.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { fakePosition, phoneDoes } from '../phone/phone-position.ts'
import { readDatabase } from '../phone/read-database.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const { longitude, latitude } = humlebakken

let app: LiveApp
let browser: Browser
let anna: Walker
beforeAll(async () => {
  app = await startLiveApp()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})
beforeEach(async () => {
  anna = await Walker.onNewPhone(browser, app.origin)
  await fakePosition(anna.page)
  await anna.join()
})
afterEach(async () => {
  app.proxy.setWeather('pass')
  expect(anna.errors).toEqual([])
  await anna.close()
})

const button = (name: string) => anna.page.getByRole('button', { name, exact: true })

/** Presses the button, lets `meanwhile` happen while the camera is open, and takes the photo. */
async function photograph(
  photo: { name: string; mimeType: string; buffer: Buffer },
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const camera = anna.page.waitForEvent('filechooser')
  await button('Foto her').click()
  const opened = await camera
  expect(await opened.element().getAttribute('capture')).toBe('environment')
  await meanwhile()
  await opened.setFiles(photo)
  await anna.page.getByRole('heading', { name: 'Hvad ser du?' }).waitFor()
}

async function choose(group: string, topic: string): Promise<void> {
  const groups = anna.page.getByRole('group', { name: 'Alle emner' })
  await groups.getByRole('button', { name: group, exact: true }).click()
  await button(topic).click()
}

const pinsOf = (category: string) =>
  inStore(app, async (db) => {
    const rows = await db.selectFrom('observations').select('body').execute()
    return rows.map(({ body }) => body).filter((body) => body.category === category)
  })

describe('"Foto her"', () => {
  it('opens the camera at once, and the pin is saved with its topic, at the place of the press, without a network', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    app.proxy.setWeather('refuse')
    await photograph(await makePhoto(), () =>
      phoneDoes(anna.page, 'fix', longitude + 0.001, latitude, 8),
    )
    await anna.page.getByText('Gemt på telefonen').first().waitFor()
    await choose('Bus', 'Utrygt stoppested eller læskur')
    await anna.savedNotice().waitFor()
    await anna.registerButton().waitFor()
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()
    const [pin, ...more] = (await pinsOf('bus.stop')).filter(({ photos }) => photos.length > 0)
    expect(more).toEqual([])
    expect(pin?.position.longitude).toBeCloseTo(longitude, 6)
  })

  it('A3: loses nothing when the page ends before a topic is chosen', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await photograph(await makePhoto())
    await expect
      .poll(async () => (await readDatabase(anna.page, 'lygte-outbox'))['photo'])
      .toHaveLength(1)
    await anna.page.goto(`${app.origin}/`)
    await anna.page.getByRole('button', { name: 'Fortsæt kladden' }).click()
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
    await choose('Lys', 'Lampe slukket')
    await anna.saveButton().waitFor()
  })

  it('saves nothing by itself where the topic allows no photo, and says so', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await photograph(await makePhoto())
    await choose('Adfærd', 'Støj om natten')
    await anna.page.getByText(/Billeder kan ikke følge med til dette emne/).waitFor()
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toEqual([])
  })

  it('asks for the place in the sheet when the phone does not know it', async () => {
    await photograph(await makePhoto())
    await choose('Lys', 'Lampe slukket')
    await anna.saveButton().click()
    await anna.page.getByRole('dialog', { name: 'Hvor er det?' }).waitFor()
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toEqual([])
  })

  it('says in the sheet that a photo could not be used, and saves nothing without it by itself', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await photograph({ name: 'brev.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Kære') })
    await choose('Lys', 'Lampe slukket')
    await anna.saveButton().waitFor()
    await anna.page.getByText('Billedet er af en slags, der ikke kan bruges').first().waitFor()
    expect((await readDatabase(anna.page, 'lygte-outbox'))['mutation']).toEqual([])
  })

  it('can be taken back, and the topics have no flaw with the photo on them', async () => {
    await phoneDoes(anna.page, 'fix', longitude, latitude, 8)
    await photograph(await makePhoto())
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
    const check = new ScreenCheck(anna.page, {
      language: 'da',
      leastControl: 44,
      themes: ['dark', 'light'],
    })
    await check.look('topics with a photo')
    expect(check.findings).toEqual([])
    await choose('Sti', 'Is, sne eller vand på stien')
    await anna.page.locator('.undo').getByRole('button', { name: 'Fortryd' }).click()
    await anna.saveButton().waitFor()
    await anna.page.getByRole('button', { name: 'Fjern billede 1' }).waitFor()
  })
})
