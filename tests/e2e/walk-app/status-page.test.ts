import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, watchForErrors } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const remark = 'Tre lamper ved trappen er ude'
const answer = 'Lamperne er skiftet.'

/** What came of a walk: on the phone that was there, and by its link in any browser. */
describe('what happened with a walk', () => {
  let app: LiveApp
  let browser: Browser
  let link = ''

  beforeAll(async () => {
    app = await startLiveApp({ map: demoMap('aalborg') })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  it('stands on the phone with a mark for what is new, also offline, and the link is fetched once', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin)
    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    const { page } = anna
    const check = new ScreenCheck(page, {
      language: 'da',
      leastControl: 48,
      themes: ['dark', 'light'],
    })
    await anna.join('NYVA26', 'Anna')
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(remark)
    await anna.save()
    await anna.waitForPill('Alt er sendt')
    await carla.signIn('koordinator')
    await answerAtDesk(carla)

    await openWhatHappened(anna)
    await page.getByRole('heading', { name: 'Det skete der med jeres vandring' }).waitFor()
    const entry = page.getByRole('listitem').filter({ hasText: remark })
    await entry.getByText(/^Udført/).waitFor()
    await entry.getByText(answer).waitFor()
    await entry.getByText('Nyt', { exact: true }).waitFor()
    await check.look('what happened')

    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await page.reload()
    await entry.getByText(answer).waitFor()
    await page.getByRole('button', { name: 'Hent linket' }).click()
    await page.getByText('Linket kan først hentes, når der er net.').waitFor()
    app.proxy.setWeather('pass')
    await page.getByRole('button', { name: 'Hent linket' }).click()
    link = await page.getByRole('textbox', { name: 'Dit link' }).inputValue()
    expect(link).toMatch(new RegExp(`^${app.origin}/status/[\\w-]{43}$`))
    await check.look('the link')
    await page.reload()
    expect(await page.getByRole('textbox', { name: 'Dit link' }).inputValue()).toBe(link)

    await entry.getByRole('button', { name: /^Åbn Lampe slukket/ }).click()
    // The answer stands on both screens.
    await page.waitForURL(/\/registrering\//)
    await page.getByText(answer).first().waitFor()
    await page.goBack()
    await entry.waitFor()
    expect(await entry.getByText('Nyt', { exact: true }).count()).toBe(0)

    await anna.openOwn()
    await page.getByRole('button', { name: 'Hvad er der sket?' }).click()
    await entry.waitFor()
    expect([...check.findings, ...anna.errors, ...carla.errors]).toEqual([])
    await carla.close()
    await anna.close()
  })

  it('is read by its link without scripts, by day and by night, on a small screen, enlarged and on paper', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'da-DK' })
    const page = await context.newPage()
    const errors = watchForErrors(page)
    const response = await page.goto(link)
    expect(response?.status()).toBe(200)
    await page.getByRole('heading', { name: 'Dine fund' }).waitFor()
    const entry = page.getByRole('listitem').filter({ hasText: remark })
    await entry.getByText(answer).waitFor()
    // 320 px is also a screen of 1280 px at 400 %.
    for (const [width, height] of [
      [390, 844],
      [320, 568],
      [1280, 900],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await page.evaluate(sideways), `${width} px`).toEqual([])
    }
    for (const colorScheme of ['light', 'dark'] as const)
      expect(await violationsAt(browser, link, colorScheme), colorScheme).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.jumps').isVisible()).toBe(false)
    expect(await entry.getByText(answer).isVisible()).toBe(true)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1_000)
    await page.goto(`${link}?lang=en`)
    await page.getByRole('heading', { name: 'Your findings' }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  it('is not read by a link that is wrong, which says what to do', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    const wrong = `${link.slice(0, -3)}AAA`
    const response = await page.goto(wrong)
    expect(response?.status()).toBe(404)
    await page.getByRole('heading', { name: 'Linket virker ikke' }).waitFor()
    expect(await violationsAt(browser, wrong, 'dark')).toEqual([])
    await page.close()
  })
})

async function openWhatHappened({ page }: Walker): Promise<void> {
  await page.getByRole('link', { name: /^Mig/ }).click()
  await page
    .getByRole('link', { name: 'Mine vandringer' })
    .or(page.getByRole('button', { name: 'Mine vandringer' }))
    .click()
  await page.getByRole('button', { name: /^Hvad er der sket/ }).click()
}

async function answerAtDesk(carla: Official): Promise<void> {
  const save = () => carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
  await carla.search(remark)
  await carla.list().getByText('Lampe slukket').click()
  await carla.panel().getByText(remark).waitFor()
  await carla.act('Tildel')
  await carla.panel().getByRole('checkbox').first().check()
  await save()
  await carla.panel().getByText('Tildelt', { exact: true }).first().waitFor()
  await carla.act('Udført')
  await carla.panel().getByLabel('Besked til deltageren').fill(answer)
  await save()
  await carla.panel().getByText(answer).first().waitFor()
}

/** The page itself runs nothing; axe needs a browser that could. */
async function violationsAt(
  browser: Browser,
  address: string,
  colorScheme: 'light' | 'dark',
): Promise<string[]> {
  const viewport = { width: 320, height: 256 }
  const context = await browser.newContext({ colorScheme, viewport })
  const page = await context.newPage()
  await page.goto(address)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  await context.close()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)
}

/** Runs in the page. */
function sideways(): string[] {
  const root = document.documentElement
  return root.scrollWidth > root.clientWidth + 1
    ? [`${root.scrollWidth} > ${root.clientWidth}`]
    : []
}
