import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'

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

describe('my table', () => {
  it.each(['koordinator', 'kommune', 'beredskab'])(
    'opens for %s with one press exactly what each line counts',
    async (who) => {
      const person = await Official.onNewLaptop(browser, app.origin)
      await person.signIn(who)
      const { page } = person
      const lines = page
        .getByRole('region', { name: 'Mit bord' })
        .getByRole('list')
        .getByRole('link')
      await lines.first().waitFor()
      const words = await lines.allInnerTexts()
      expect(words.length).toBeGreaterThan(0)
      for (const [index, line] of words.entries()) {
        await lines.nth(index).click()
        await expect.poll(() => lines.nth(index).getAttribute('aria-current')).toBe('true')
        const count = /^\d+/.exec(line.trim())?.[0] ?? 'no count'
        await page.getByText(new RegExp(`^${count} af \\d+$`)).waitFor()
        const rows = person.list().getByRole('link')
        await expect.poll(() => rows.count()).toBe(Number(count))
      }
      expect(person.errors).toEqual([])
      await person.close()
    },
  )

  it('loses a line once nothing of it waits any more', async () => {
    const harriet = await Official.onNewLaptop(browser, app.origin)
    await harriet.signIn('kommune')
    const { page } = harriet
    const table = page.getByRole('region', { name: 'Mit bord' })
    const line = table.getByRole('link', { name: /accept/ })
    const left = async () => Number(/\d+/.exec((await line.allInnerTexts()).join())?.[0] ?? 0)
    await line.waitFor()
    const before = await left()
    await line.click()
    for (let waiting = before; waiting > 0; waiting -= 1) {
      await harriet.list().getByRole('link').filter({ hasText: 'Tildelt' }).first().click()
      await harriet.act('Acceptér')
      await expect.poll(left).toBe(waiting - 1)
    }
    expect(await line.count()).toBe(0)
    expect(harriet.errors).toEqual([])
    await harriet.close()
  })
})
