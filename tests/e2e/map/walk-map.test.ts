import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { humlebakken, launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { demoMap } from '../../support/repository.ts'
import { ScreenCheck } from '../screens/screen-check.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { Walker } from '../people/walker.ts'

/** A map of another town: nothing of it lies where the walks are. */
const mapFile = demoMap('sindal')

describe('the map of a walk', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker

  beforeAll(async () => {
    app = await startLiveApp({ map: mapFile })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  beforeEach(async () => {
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin, { reducedMotion: 'reduce' })
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  const button = (name: string | RegExp) => anna.page.getByRole('button', { name })
  /** Not before the phone knows: a later fix would be taken off the next press. */
  async function locate(): Promise<void> {
    await anna.page.locator('.own-place').waitFor()
    await button('Vis min position').click()
  }
  /** Where something stands, counted from the middle of the map. */
  async function fromMiddle(mark: Locator): Promise<[number, number]> {
    const map = await anna.page.locator('.leaflet-container').first().boundingBox()
    const box = await mark.boundingBox()
    if (!map || !box) throw new Error('Not on the screen')
    return [
      Math.round(box.x + box.width / 2 - map.x - map.width / 2),
      Math.round(box.y + box.height / 2 - map.y - map.height / 2),
    ]
  }
  async function eightPins(): Promise<Locator> {
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await plantPins(anna.page, { count: 8, onOneSpot: true, text: (n) => `nr. ${n}` })
    await anna.page.reload()
    const stack = button(/^8 registreringer her, 8 ikke sendt endnu/)
    await stack.waitFor()
    return stack
  }

  it('shows eight pins at one spot as one with their number at every zoom, and by keys leads to each of them and back', async () => {
    const stack = await eightPins()
    await locate()
    while (await button('Zoom ind').isEnabled()) await button('Zoom ind').click()
    await expect.poll(() => stack.textContent()).toBe('8')
    await stack.press('Enter')
    const sheet = anna.page.getByRole('dialog', { name: '8 registreringer her' })
    const rows = sheet.getByRole('listitem')
    await expect.poll(() => rows.count()).toBe(8)
    await rows.filter({ hasText: 'nr. 5' }).getByRole('button').press('Enter')
    await anna.page.getByText('nr. 5', { exact: true }).waitFor()
    await expect.poll(() => sheet.isVisible()).toBe(false)
    await anna.page.goBack()
    await sheet.waitFor()
    await anna.page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(new URL(anna.page.url()).pathname).toBe('/')
  })

  it('opens a card on a pin, where one says without a signal to see it too, and gives the focus back', async () => {
    await anna.join('OEST29', 'Anna')
    await anna.waitForWorker()
    const pin = anna.page.locator('.map-mark:has(.pin)').first()
    await anna.page.locator('.map-mark').first().waitFor()
    while ((await pin.count()) === 0) await button('Zoom ind').click()
    await pin.focus()
    await pin.press('Enter')
    const card = anna.page.getByRole('region', { name: 'Den valgte registrering' })
    await card.getByRole('heading').waitFor()
    const themes = ['dark', 'light'] as const
    const check = new ScreenCheck(anna.page, { language: 'da', leastControl: 44, themes })
    await check.look('the card of a pin')
    app.proxy.setWeather('refuse')
    const seeToo = card.getByRole('button', { name: 'Jeg ser det også' })
    await seeToo.press('Enter')
    await card.getByText('2 har set det').waitFor()
    await card.getByText('Gemt på telefonen').first().waitFor()
    await card.getByRole('button', { name: /^2,/ }).click()
    await expect.poll(() => seeToo.getAttribute('aria-pressed')).toBe('true')
    await check.look('the card of a pin that was seen too')
    expect(check.findings).toEqual([])
    await seeToo.click()
    await expect.poll(() => card.getByText('har set det').count()).toBe(0)
    await anna.page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    await expect.poll(() => pin.evaluate((one) => one === document.activeElement)).toBe(true)
    await pin.press('Enter')
    await card.getByRole('button', { name: 'Åbn' }).click()
    await expect.poll(() => new URL(anna.page.url()).pathname).toMatch(/^\/registrering|^\/p/)
    await anna.page.goBack()
    await card.waitFor()
    await card.getByRole('button', { name: 'Luk' }).click()
    await card.waitFor({ state: 'detached' })
  })

  it('lets no mark cover another, keeps the stops above the pins, and names a stop that is pressed', async () => {
    await anna.join('OEST29', 'Anna')
    const marks = anna.page.locator('.map-mark')
    await marks.first().waitFor()
    const findings = () =>
      anna.page
        .locator('[data-findings]')
        .evaluateAll((all) =>
          all.reduce((sum, one) => sum + Number((one as HTMLElement).dataset['findings']), 0),
        )
    await expect.poll(findings).toBeGreaterThan(5)
    const boxes = await marks.evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect()
        return { x, y, width, height }
      }),
    )
    for (const [index, a] of boxes.entries()) {
      expect(Math.min(a.width, a.height)).toBeGreaterThanOrEqual(48)
      for (const b of boxes.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= 47.5 || Math.abs(a.y - b.y) >= 47.5).toBe(true)
      }
    }
    const last = button(/^Stop 7: /)
    const name = last.locator('.is-open .name')
    await expect.poll(() => name.count()).toBe(0)
    await last.press('Enter')
    await expect.poll(() => name.textContent()).toBe('Bænke ved søen')
    expect(await name.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  })

  it('moves neither itself nor its buttons when a pin is saved, and shows a pin off the screen when it is asked to', async () => {
    const stack = await eightPins()
    await locate()
    // Whoever moves the map ends following.
    await anna.page.locator('.leaflet-container').first().press('ArrowUp')
    const away = {
      longitude: humlebakken.longitude + 0.05,
      latitude: humlebakken.latitude,
      accuracy: 8,
    }
    await anna.page.context().setGeolocation(away)
    // Leaflet empties what lies far outside.
    const own = anna.page.locator('.own-place')
    await expect.poll(() => own.getAttribute('d')).toBe('M0 0')
    const still = async () => ({
      stack: await fromMiddle(stack),
      buttons: await Promise.all(
        ['Zoom ind', 'Lag på kortet', 'Vis min position', 'Registrér her'].map((name) =>
          button(name).boundingBox(),
        ),
      ),
    })
    await anna.insistOnWalk()
    const before = await still()
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.save()
    const chip = button('Vis nålen')
    await chip.waitFor()
    expect(await still()).toEqual(before)
    await chip.click()
    await chip.waitFor({ state: 'hidden' })
    const [x, y] = await fromMiddle(button('Lampe slukket, ikke sendt endnu'))
    expect(Math.abs(x)).toBeLessThan(30)
    expect(Math.abs(y)).toBeLessThan(60)
  })

  it('keeps its middle when the phone is turned', async () => {
    const stack = await eightPins()
    await locate()
    const before = await fromMiddle(stack)
    await anna.page.setViewportSize({ width: 844, height: 390 })
    await expect.poll(() => fromMiddle(stack)).toEqual(before)
    await anna.page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => fromMiddle(stack)).toEqual(before)
  })

  it('N1: is never called ready where it does not cover the walk, and nothing of it is offered', async () => {
    await anna.join('NYVA26', 'Anna')
    await anna.prepareOffline()
    await anna.page.getByText('KLAR UDEN KORT', { exact: true }).waitFor()
    await anna.page.getByText('Kortet dækker ikke vandringens område.').waitFor()
    expect(await anna.page.getByText('KLAR', { exact: true }).count()).toBe(0)
    expect(await anna.page.getByRole('main').textContent()).not.toMatch(/\b0 kB|Hele området/)
  })

  it('N4: shows the grid wherever there is no map, with a network and without, and says so in words', async () => {
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
    const grid = anna.page.locator('.vector-layer canvas.plain-grid')
    const seesGrid = async () => {
      await grid.first().waitFor({ state: 'visible' })
      const colours = await grid.first().evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return new Set(new Uint32Array(data.buffer)).size
      })
      expect(colours).toBeGreaterThan(1)
      await expect
        .poll(() => anna.page.locator('.leaflet-control-scale-line').isVisible())
        .toBe(true)
    }
    await seesGrid()
    app.proxy.setWeather('refuse')
    await anna.waitForPill('Uden net')
    await anna.page.reload()
    await seesGrid()
    await anna.page.locator('.own-place').waitFor()
    await anna.waitForPill('Uden net')
  })
})
