import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'

const joined = 'NYVA26'

describe('the back button', () => {
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
    await anna.join(joined, 'Anna')
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  const press = (name: string | RegExp) => anna.page.getByRole('button', { name }).click()
  /** Not in the same breath as the evaluation, whose page it may end. */
  const back = () =>
    anna.page.evaluate(() => {
      setTimeout(() => {
        history.back()
      })
    })
  const path = () => new URL(anna.page.url()).pathname
  const dialog = () => anna.page.getByRole('dialog')
  const isGone = () => dialog().waitFor({ state: 'detached' })

  /** From home, one press leads to where the phone was before Lygte. */
  async function leavesTheApp(): Promise<void> {
    await anna.registerButton().waitFor()
    await back()
    await anna.page.waitForURL('about:blank')
  }

  async function pinWith(text: string): Promise<void> {
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(text)
  }

  it('leaves the app from home after three pins were saved, one was left and one was cancelled', async () => {
    for (const text of ['en', 'to', 'tre']) {
      await pinWith(text)
      await anna.save()
    }
    await pinWith('kladde')
    await press('Luk uden at gemme')
    await press('Behold kladden')
    await anna.registerButton().waitFor()
    await anna.registerButton().click()
    await press(/^Luk$/)
    await leavesTheApp()
  })

  it('closes one visible layer a press, down to home, and keeps what was written', async () => {
    await pinWith('lag for lag')
    await press('Flyt nålen')
    await dialog().waitFor()
    await back()
    await isGone()
    expect(await anna.remark()).toBe('lag for lag')
    await press('Luk uden at gemme')
    await dialog().waitFor()
    await back()
    await isGone()
    expect(await anna.remark()).toBe('lag for lag')
    await back()
    await anna.page.getByRole('heading', { name: 'Hvad ser du?' }).waitFor()
    await back()
    await leavesTheApp()
  })

  it('closes the group of topics before the topics', async () => {
    await anna.registerButton().click()
    const groups = anna.page.getByRole('group', { name: 'Alle emner' })
    await groups.getByRole('button', { name: 'Lys', exact: true }).click()
    await anna.page.getByRole('button', { name: 'Lampe slukket' }).waitFor()
    await back()
    await groups.waitFor()
    await back()
    await leavesTheApp()
  })

  it('does not count a dialog that was closed by its own button, nor a change of topic', async () => {
    await pinWith('skiftes')
    await press('Flyt nålen')
    await dialog().getByRole('button', { name: 'Luk' }).click()
    await isGone()
    await press('Skift emne')
    await press('Andet')
    await anna.page.getByRole('heading', { name: 'Andet' }).waitFor()
    await anna.save()
    await leavesTheApp()
  })

  it('works after a reload in the middle, with a dialog open, and after a quick double press', async () => {
    await pinWith('genindlæst')
    await press('Flyt nålen')
    await dialog().waitFor()
    await anna.page.reload()
    await anna.saveButton().waitFor()
    expect(await anna.remark()).toBe('genindlæst')
    await anna.save()
    await anna.registerButton().click()
    await anna.page.getByRole('heading', { name: 'Hvad ser du?' }).waitFor()
    const groups = anna.page.getByRole('group', { name: 'Alle emner' })
    await groups.getByRole('button', { name: 'Lys', exact: true }).click()
    await press('Lampe slukket')
    await anna.saveButton().waitFor()
    await anna.page.evaluate(() => {
      history.back()
      history.back()
    })
    await leavesTheApp()
  })

  it('leaves no saved sheet for the forward button to bring back', async () => {
    await pinWith('gemt')
    await anna.save()
    await anna.page.evaluate(() => history.forward())
    await anna.registerButton().waitFor()
    await expect.poll(path).toBe('/')
    await leavesTheApp()
  })

  it('goes to the pin that was corrected, and from the pages of the menu home', async () => {
    await pinWith('rettes')
    await anna.save()
    await anna.openOwn()
    await anna.rows('rettes').click()
    // The row that was pressed has these letters too, and is there until the page of the pin has come.
    await anna.page.getByRole('button', { name: 'Ret', exact: true }).click()
    await anna.writeRemark('rettet')
    await anna.saveButton().click()
    await anna.page.getByText('rettet', { exact: true }).waitFor()
    expect(path()).toContain('/registrering/')
    await back()
    await anna.page.getByRole('heading', { name: 'Mine registreringer' }).waitFor()
    for (const name of ['Mig', /^Liste/, 'Mig']) {
      await anna.page.getByRole('link', { name }).click()
    }
    await anna.page.getByRole('heading', { name: 'Mig' }).waitFor()
    await back()
    await leavesTheApp()
  })

  it('leads home from a sheet that was opened by its address, and then out of the app', async () => {
    await pinWith('direkte')
    await anna.page.goto('about:blank')
    await anna.page.goto(`${app.origin}/ny/detaljer`)
    await anna.saveButton().waitFor()
    await anna.save()
    await leavesTheApp()
  })

  it('is one step at the desk after five observations were opened and the panel closed', async () => {
    const official = await Official.onNewLaptop(browser, app.origin)
    await official.signIn('koordinator')
    const { page } = official
    const selected = () => new URL(page.url()).searchParams.get('id')
    const start = await page.evaluate(() => history.length)
    const rows = official.list().getByRole('link')
    for (let row = 0; row < 5; row += 1) {
      const before = selected()
      await rows.nth(row).click()
      await expect.poll(selected).not.toBe(before)
    }
    await official.panel().getByRole('button', { name: 'Luk', exact: true }).click()
    await official.panel().waitFor({ state: 'detached' })
    expect(selected()).toBeNull()
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(start + 1)
    expect(official.errors).toEqual([])
    await page.context().close()
  })
})
