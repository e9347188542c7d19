import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, phone, watchForErrors } from '../../support/browser/browser.ts'
import { startFaultProxy } from '../../support/faults/fault-proxy.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { TightCheck, type TightRules } from './tight-check.ts'
import { goThroughWalkApp } from '../tours/whole-walk-tour.ts'

interface Condition extends TightRules {
  device: Record<string, unknown>
  /** CSS px of one rem; 10 at the reader's default size. */
  remPixels?: number
}

const conditions: [string, Condition][] = [
  ['on 390 × 844', { device: {}, leastText: 17 }],
  ['on 320 × 568', { device: { viewport: { width: 320, height: 568 } }, leastText: 17 }],
  ['on its side', { device: { viewport: { width: 568, height: 320 } } }],
  ['with text of 200 %', { device: {}, remPixels: 20 }],
  ['in forced colours', { device: { forcedColors: 'active' }, hasForcedColours: true }],
]

describe('the walk app where there is little room', () => {
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

  it.each(conditions)(
    'every screen can be read and every control reached %s',
    async (_, { device, remPixels, ...rules }) => {
      const proxy = await startFaultProxy(app.directOrigin)
      const context = await browser.newContext(phone(device))
      const page = await context.newPage()
      if (remPixels !== undefined) await setTextSize(page, remPixels)
      const errors = watchForErrors(page)
      const check = new TightCheck(page, rules)
      const tour = { page, origin: proxy.origin, proxy, check, language: 'da' as const }
      try {
        await goThroughWalkApp(tour, await makePhoto())
        expect([...check.findings, ...errors]).toEqual([])
      } finally {
        await context.close()
        await proxy.close()
      }
    },
    600_000,
  )
})

/** What a browser does whose reader wants larger text: the size of the root follows, and all that is measured by it. */
async function setTextSize(page: Page, remPixels: number): Promise<void> {
  await page.addInitScript((pixels) => {
    const style = new CSSStyleSheet()
    style.replaceSync(`html { font-size: ${String(pixels)}px !important }`)
    document.adoptedStyleSheets.push(style)
  }, remPixels)
}
