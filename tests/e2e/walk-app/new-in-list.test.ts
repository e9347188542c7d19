import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { somebodyPins } from '../people/somebody-else.ts'
import { Walker } from '../people/walker.ts'

describe('the list of the walk', () => {
  let app: LiveApp
  let browser: Browser
  let anna: Walker

  beforeAll(async () => {
    app = await startLiveApp()
    browser = await launchBrowser()
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await somebodyPins(app, 'stod der fra begyndelsen')
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.see('stod der fra begyndelsen')
  })
  afterAll(async () => {
    await anna.close()
    await browser.close()
    await app.close()
  })

  it('holds back every new pin until it is asked for, however many readings come', async () => {
    for (const waiting of ['1 ny registrering', '2 nye registreringer', '3 nye registreringer']) {
      await somebodyPins(app, 'kom imens')
      await anna.page.getByRole('button', { name: waiting }).waitFor()
      expect(await anna.rows('kom imens').count()).toBe(0)
    }
    await anna.page.getByRole('button', { name: '3 nye registreringer' }).click()
    await anna.rows('kom imens').nth(2).waitFor()
    expect(anna.errors).toEqual([])
  })
})
