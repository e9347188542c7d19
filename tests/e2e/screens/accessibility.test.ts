import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../../shared/text/language.ts'
import { laptop, launchBrowser, phone, watchForErrors } from '../../support/browser/browser.ts'
import { startFaultProxy, type FaultProxy } from '../../support/faults/fault-proxy.ts'
import { startLiveApp } from '../../support/server/live-app.ts'
import { demoMap } from '../../support/repository.ts'
import {
  tourForms,
  tourList,
  tourObservation,
  tourPhones,
  tourSignIn,
  tourTrouble,
} from '../tours/desk-tour.ts'
import { makePhoto } from '../phone/make-photo.ts'
import { ScreenCheck } from './screen-check.ts'
import { tourPlan } from '../tours/desk-plan-tour.ts'
import { TourGuide } from '../tours/tour-guide.ts'
import { goThroughWalkApp } from '../tours/whole-walk-tour.ts'
import { remarkOf } from '../tours/walk-tour.ts'

const devices = {
  walk: { fixture: phone, leastControl: 48, theme: 'dark' },
  /** WCAG 2.2, 2.5.8 (AA). */
  desk: { fixture: laptop, leastControl: 24, theme: 'light' },
} as const

/**
 * Each language has a server and a network of its own: the weather changes on the way, and what one tour answers at the desk would stand
 * in the list of the other one's phone.
 */
interface Way {
  language: Language
  proxy: FaultProxy
}

/** WCAG by axe, thumbs, width, words and language of every screen, in both themes and both languages. */
describe('every screen, light and dark', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
  })

  async function begin(product: 'walk' | 'desk', { language, proxy }: Way) {
    const { fixture, leastControl, theme } = devices[product]
    const locale = language === 'da' ? 'da-DK' : 'en-GB'
    const page = await (await browser.newContext(fixture({ locale }))).newPage()
    const errors = watchForErrors(page)
    // Colours are the same in every language; what English changes is the length of words.
    const themes = language === 'da' ? (['dark', 'light'] as const) : [theme]
    const check = new ScreenCheck(page, { language, leastControl, themes })
    const tour = { page, origin: proxy.origin, proxy, check, language }
    return { tour, errors, check }
  }

  async function walkAppFindings(way: Way): Promise<string[]> {
    const { tour, check, errors } = await begin('walk', way)
    await goThroughWalkApp(tour, await makePhoto())
    await tour.page.context().close()
    return [...check.findings, ...errors]
  }

  /** Opens what the walk app has sent. */
  async function goThroughDesk(way: Way): Promise<string[]> {
    const { tour, check, errors } = await begin('desk', way)
    const guide = new TourGuide(tour, 'desk')
    await tourSignIn(guide)
    await tourList(guide)
    await tourObservation(guide, remarkOf(way.language))
    await tourForms(guide)
    await tourPhones(guide)
    await tourPlan(guide)
    await tourTrouble(guide)
    await tour.page.context().close()
    return [...check.findings, ...errors]
  }

  // Both at once: a page waits for its styles, fonts and map longer than it computes.
  it.concurrent.each(['da', 'en'] as const)(
    'passes axe, has names and can be reached by keyboard, on the phone and at the desk (%s)',
    async (language) => {
      const app = await startLiveApp({ map: demoMap('aalborg') })
      const proxy = await startFaultProxy(app.directOrigin)
      try {
        expect(await walkAppFindings({ language, proxy })).toEqual([])
        expect(await goThroughDesk({ language, proxy })).toEqual([])
      } finally {
        await proxy.close()
        await app.close()
      }
    },
    600_000,
  )
})
