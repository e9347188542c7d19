import type { Browser, Page } from 'playwright-core'
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

async function sit(who: string): Promise<Official> {
  const official = await Official.onNewLaptop(browser, app.origin)
  await official.signIn(who)
  return official
}

const boxesOf = (page: Page) =>
  page.locator('a.row-link').evaluateAll((rows) =>
    rows.map((row) => {
      const { y, height } = row.getBoundingClientRect()
      return [Math.round(y), Math.round(height)]
    }),
  )

describe('a row whose finding no longer fits the filter', () => {
  it('says so in its place: no row moves, and its words stay readable', async () => {
    const carla = await sit('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk?status=assigned`)
    const first = carla.list().getByRole('link').first()
    await first.click()
    await carla.panel().getByRole('heading', { level: 2 }).waitFor()
    const before = await boxesOf(page)
    await carla.act('Acceptér')
    await first.getByText('Passer ikke længere til filteret').waitFor()
    expect(await boxesOf(page)).toEqual(before)
    const lines = await first
      .locator('.name')
      .evaluate((name) => getComputedStyle(name).textDecorationLine)
    expect(lines).toBe('none')
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})

describe('what was just saved', () => {
  it('is accepted by one press or key, and taken back for ten seconds', async () => {
    const carla = await sit('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk?status=assigned`)
    await carla.list().getByRole('link').first().click()
    const heading = carla.panel().getByRole('heading', { level: 2 })
    await heading.waitFor()
    const status = carla.panel().locator('.badge').first()
    await page.keyboard.press('a')
    await expect.poll(() => status.innerText()).toContain('Accepteret')
    const offer = page.getByRole('complementary', { name: 'Fortryd' })
    await offer.getByText(/^Gemt: /).waitFor()
    await offer.getByRole('button', { name: 'Fortryd' }).click()
    await expect.poll(() => status.innerText()).toContain('Tildelt')
    await offer.getByText('Fortrudt. Registreringen er, som den var før.').waitFor()
    await page.keyboard.press('s')
    const words = carla.panel().getByRole('textbox', { name: 'Intern bemærkning' })
    await expect.poll(() => words.evaluate((field) => field === document.activeElement)).toBe(true)
    await words.fill('Ring til vejvagten')
    await page.keyboard.press('Control+Enter')
    await carla.panel().getByRole('listitem').filter({ hasText: 'Ring til vejvagten' }).waitFor()
    // Whoever works by keys goes on where they were: nothing has taken the focus away.
    await expect.poll(() => words.evaluate((field) => field === document.activeElement)).toBe(true)
    await carla
      .panel()
      .getByRole('tab', { name: /Historik/ })
      .click()
    await carla.panel().getByText('fortrød sin ændring; status er igen Tildelt').waitFor()
    const before = await heading.innerText()
    await page.keyboard.press('j')
    await expect.poll(() => heading.innerText()).not.toBe(before)
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})

describe('the search field', () => {
  it('has the words of the page that a step back leads to, also while somebody is in it', async () => {
    const carla = await sit('koordinator')
    const { page } = carla
    await page.getByRole('button', { name: 'Status', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Tildelt' }).check()
    await page.keyboard.press('Escape')
    const field = page.getByRole('searchbox')
    await field.fill('kaj')
    await page.waitForURL(/q=kaj/)
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('status'))
    await expect.poll(() => field.inputValue()).toBe('')
    await page.goForward()
    await expect.poll(() => field.inputValue()).toBe('kaj')
    await carla.close()
  })
})

describe('a list without rows', () => {
  it('offers to leave out what is set, one thing at a time, and nothing that is not set', async () => {
    const carla = await sit('koordinator')
    const { page } = carla
    await page.goto(`${app.origin}/desk?q=zzzz&status=assigned`)
    const list = carla.list()
    await list.getByRole('heading', { name: 'Ingen passer til filteret' }).waitFor()
    const offered = await list.getByRole('button').allInnerTexts()
    // What is closed is shown by the chosen status already, so nobody is offered it.
    expect(offered).toEqual(['Søg ikke efter »zzzz«', 'Fjern filtrene', 'Ryd alle filtre'])
    await list.getByRole('button', { name: 'Fjern filtrene' }).click()
    // While the next answer is read, the list has no button at all.
    await expect
      .poll(() => list.getByRole('button').allInnerTexts())
      .toEqual(['Vis også løste og lukkede', 'Søg ikke efter »zzzz«'])
    await list.getByRole('button', { name: 'Søg ikke' }).click()
    await list.getByRole('link').first().waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})

describe('the first screen of the desk', () => {
  it('shows what is open, the reader’s own before all others, and everything one press away', async () => {
    const berit = await sit('beredskab')
    const { page } = berit
    const rows = berit.list().getByRole('link')
    await rows.first().waitFor()
    const words = await rows.allInnerTexts()
    expect(words.filter((row) => /Udført|Afvist|Dublet/.test(row))).toEqual([])
    const open = page.getByRole('button', { name: 'Kun åbne' })
    expect(await open.getAttribute('aria-pressed')).toBe('true')
    await open.click()
    await page.waitForURL(/show=all/)
    await expect.poll(async () => (await rows.allInnerTexts()).join()).toMatch(/Udført/)
    expect(berit.errors).toEqual([])
    await berit.close()
  })
})

describe('a party that does not have a finding', () => {
  it('gives it back with a reason; the other party keeps it, and the coordinator reads why', async () => {
    const carla = await sit('koordinator')
    await carla.search('Ved Stranden')
    await carla.list().getByRole('link').first().click()
    await carla.act('Skift part')
    const form = carla.panel().getByRole('form', { name: 'Part og frist' })
    await form.getByRole('checkbox', { name: 'Nordjyllands Politi' }).check()
    await form.getByRole('button', { name: 'Gem', exact: true }).click()
    await form.waitFor({ state: 'detached' })

    const paula = await sit('politi')
    await paula.search('Ved Stranden')
    await paula.list().getByRole('link').first().click()
    await paula.panel().getByRole('button', { name: 'Flere', exact: true }).click()
    expect(await paula.panel().getByRole('button', { name: 'Afvis', exact: true }).count()).toBe(0)
    await paula.act('Vi har den ikke')
    const back = paula.panel().getByRole('form', { name: 'Vi har den ikke' })
    await back.getByText(/har den stadig\.$/).waitFor()
    await back.getByLabel('Grund').selectOption({ label: 'Ikke vores areal' })
    await back
      .getByLabel('Hvem har den, eller hvorfor har I den ikke?')
      .fill('Det er vejens udformning')
    await back.getByRole('button', { name: 'Giv den tilbage' }).click()
    await back.waitFor({ state: 'detached' })

    const facts = carla.panel().getByLabel('Oplysninger')
    await facts.getByText('Givet tilbage (1)').waitFor()
    await facts.getByText('Det er vejens udformning').waitFor()
    expect(await facts.innerText()).toMatch(/By og Land/)
    expect(await facts.getByText('Afvist', { exact: true }).count()).toBe(0)
    expect([...carla.errors, ...paula.errors]).toEqual([])
    await carla.close()
    await paula.close()
  })
})
