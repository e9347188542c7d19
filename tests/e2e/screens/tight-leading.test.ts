import type { Browser, Page, ViewportSize } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, phone, watchForErrors } from '../../support/browser/browser.ts'
import { startFaultProxy } from '../../support/faults/fault-proxy.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { ScreenCheck } from './screen-check.ts'
import { TightCheck } from './tight-check.ts'
import { tourAsking, tourGathering } from '../tours/gather-tour.ts'
import { tourMoving, tourPlanning } from '../tours/plan-tour.ts'
import { TourGuide, type ScreenLooker } from '../tours/tour-guide.ts'

describe('what leads a walk', () => {
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

  it.each([
    ['at 400 %', { width: 320, height: 256 }],
    ['at 400 % of a lower window', { width: 360, height: 225 }],
  ])(
    'can be used %s, in English',
    async (_, viewport) => {
      const looked = (page: Page) => new TightCheck(page, {})
      expect(await goThroughLeading(viewport, looked)).toEqual([])
    },
    300_000,
  )

  it('passes axe, light and dark, in English', async () => {
    const looked = (page: Page) =>
      new ScreenCheck(page, { language: 'en', leastControl: 44, themes: ['dark', 'light'] })
    expect(await goThroughLeading({ width: 390, height: 844 }, looked)).toEqual([])
  }, 300_000)

  type Looked = (page: Page) => ScreenLooker & { readonly findings: string[] }

  /** Returns what is wrong with what somebody sees who asks for a walk, plans it, invites, gathers it, and goes on with another phone. */
  async function goThroughLeading(viewport: ViewportSize, looked: Looked): Promise<string[]> {
    const proxy = await startFaultProxy(app.directOrigin)
    const context = await browser.newContext(phone({ viewport, locale: 'en-GB' }))
    const page = await context.newPage()
    const errors = watchForErrors(page)
    const check = looked(page)
    const tour = { page, origin: proxy.origin, proxy, check, language: 'en' as const }
    const guide = new TourGuide(tour, 'walk')
    await tourPlanning(guide)
    await tourMoving(guide)
    await tourGathering(guide)
    await tourAsking(guide)
    await context.close()
    await proxy.close()
    return [...check.findings, ...errors]
  }
})
