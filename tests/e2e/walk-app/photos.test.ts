import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../shared/limits.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { foreignPhoto } from '../../support/fixtures/made-photos.ts'
import { countStored } from '../../support/server/in-store.ts'
import { makePhoto } from '../phone/make-photo.ts'
import {
  differenceOf,
  keptPhotos,
  lookOf,
  oddPhotos,
  type NamedPhoto,
} from '../phone/odd-photos.ts'
import { Walker } from '../people/walker.ts'

describe('a picture that is taken into the app', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterAll(async () => {
    await anna.close()
    await browser.close()
    await app.close()
  })
  beforeEach(() => anna.page.goto(`${app.origin}/`))
  afterEach(() => {
    expect(anna.errors.splice(0)).toEqual([])
  })

  async function pinWith(remark: string, photos: readonly NamedPhoto[]): Promise<void> {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(remark)
    for (const [index, photo] of photos.entries()) {
      await anna.page.locator('input[type=file]:not([capture])').setInputFiles(photo)
      await anna.page.getByRole('button', { name: `Fjern billede ${String(index + 1)}` }).waitFor()
    }
    await anna.save()
  }

  it('G8: of 48 megapixels, a panorama and turned frames an upright, not blank picture within the limit is kept and sent', async () => {
    const photos = await oddPhotos()
    app.proxy.setWeather('refuse')
    await pinWith('ualmindelige billeder', photos)
    const kept = await Promise.all((await keptPhotos(anna.page)).map(lookOf))
    expect(kept).toHaveLength(photos.length)
    for (const [index, { buffer }] of photos.entries()) {
      const [taken, held] = [await lookOf(buffer), kept[index]]
      if (!held) throw new Error('a photo is missing')
      expect(Math.max(held.width, held.height)).toBeLessThanOrEqual(limits.photoLongSidePixels)
      expect(held.width / held.height).toBeCloseTo(taken.width / taken.height, 1)
      expect(differenceOf(taken, held)).toBeLessThan(20)
    }
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()
    await anna.rows('ualmindelige billeder').getByText('4 billeder sendt').waitFor()
  })

  it('G8: of a broken one, and one of a kind that cannot be read, the person is told, and the report arrives', async () => {
    const { buffer } = await makePhoto()
    const broken = { name: 'ødelagt.jpg', mimeType: 'image/jpeg', buffer: buffer.subarray(0, 700) }
    const foreign = { name: 'IMG_1034.heic', mimeType: 'image/heic', buffer: foreignPhoto() }
    await pinWith('ulæselige billeder', [broken, foreign])
    await anna.openOwn()
    const row = anna.rows('ulæselige billeder')
    await row.getByText('Et billede kunne ikke bruges: Billedet kan ikke læses').first().waitFor()
    expect(await row.getByText(/billeder? sendt/).count()).toBe(0)
  })

  it('G8: of what is no picture at all the person is told at once', async () => {
    const text = { name: 'brev.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Kære kommune') }
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.page.locator('input[type=file]:not([capture])').setInputFiles(text)
    await anna.page.getByText('Billedet er af en slags, der ikke kan bruges').first().waitFor()
    await anna.writeRemark('kun tekst')
    await anna.save()
    await expect.poll(() => countStored(app, 'kun tekst')).toBe(1)
  })
})
