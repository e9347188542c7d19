import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { handOverMail } from '../../../server/mail/hand-over-mail.ts'
import { openDatabase } from '../../../server/store/database/database.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { mailConfig } from '../../support/mail/mail-town-config.ts'
import { openSmtpStage } from '../../support/mail/smtp-stage.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'
import { TightCheck } from '../screens/tight-check.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** What the job of the server does every minute. */
async function runJob({ database }: LiveApp, smtpUrl: string | null): Promise<void> {
  const store = openDatabase({ ...database, poolSize: 2 })
  const config = mailConfig(smtpUrl)
  await handOverMail({ store, config, now: Date.now, isClosing: () => false })
  await store.close()
}

async function giveAddress(anna: Walker, email: string): Promise<void> {
  const { page } = anna
  await page.goto(`${anna.origin}/mig`)
  await page.getByLabel('E-mail', { exact: true }).fill(email)
  await page.getByRole('button', { name: 'Gem adressen' }).click()
}

const checkOf = ({ page }: Walker | Official, leastControl: number) =>
  new ScreenCheck(page, { language: 'da', themes: ['dark', 'light'], leastControl })

describe('e-mails', () => {
  it('without a mail server each stands in the outbox to be copied, and its link unsubscribes without a script', async () => {
    const app = await startLiveApp()
    const anna = await Walker.onNewPhone(browser, app.origin)
    const phone = checkOf(anna, 44)
    await anna.join('NYVA26', 'Anna')
    await giveAddress(anna, 'ikke en adresse')
    await anna.page.getByText('Det er ikke en e-mail-adresse.').waitFor()
    await phone.look('the address is refused')
    await giveAddress(anna, 'anna@example.dk')
    await anna.page.getByText('Vi må skrive til anna@example.dk.').waitFor()
    await phone.look('the address is given')
    await runJob(app, null)

    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    const { page } = carla
    await carla.signIn('koordinator')
    await page.goto(`${app.directOrigin}/desk/vandringer`)
    await page.getByRole('link', { name: /^E-mails: \d kræver noget$/ }).click()
    await page.getByText('Her er ingen mailserver').waitFor()
    // The demo has some of its own.
    const own = page.getByRole('listitem').filter({ hasText: 'anna@example.dk' })
    await own.getByText('Holdt tilbage').waitFor()
    expect(await page.getByRole('button', { name: 'Send', exact: true }).count()).toBe(0)
    await own.getByText('Vis teksten').click()
    await own.getByRole('button', { name: 'Kopiér' }).click()
    await page.getByText(/^Kopieret: modtager|^Det kunne ikke kopieres/).waitFor()
    const desk = checkOf(carla, 24)
    await desk.look('the outbox')

    const text = await own.locator('pre').innerText()
    const token = /unsubscribe\/([\w-]{43})/.exec(text)?.[1] ?? ''
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'da-DK' })
    const reader = await context.newPage()
    await reader.goto(`${app.directOrigin}/api/unsubscribe/${token}`)
    await reader.getByRole('button', { name: 'Få ingen e-mail' }).click()
    await reader.getByRole('heading', { name: 'Du er afmeldt' }).waitFor()
    await context.close()
    await anna.page.reload()
    await anna.page.getByText('Adressen er afmeldt').waitFor()
    await phone.look('the address is unsubscribed')

    await own.getByRole('button', { name: 'Fjern' }).click()
    await desk.look('removing is asked about')
    await page.getByRole('dialog').getByRole('button', { name: 'Fjern' }).click()
    await own.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Afleveret eller fjernet' }).click()
    await own.getByText('Fjernet af en koordinator.').waitFor()
    await desk.look('what was removed')
    expect([...phone.findings, ...desk.findings]).toEqual([])
    expect([...anna.errors, ...carla.errors]).toEqual([])
    await anna.page.context().close()
    await carla.close()
    await app.close()
  })

  it('a question that the mail server refuses is shown at its finding, and sent when a coordinator presses', async () => {
    const smtp = await openSmtpStage()
    const environment = { SMTP_URL: smtp.url, SMTP_FROM: 'lygte@example.dk' }
    const app = await startLiveApp({ environment })
    smtp.mood = 'refuse'
    const anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark('Tre lamper ved trappen')
    await anna.save()
    await anna.waitForPill('Alt er sendt')
    await giveAddress(anna, 'anna@example.dk')
    await anna.page.getByText('Adressen er gemt.').waitFor()

    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    const { page } = carla
    await carla.signIn('koordinator')
    await carla.search('Tre lamper ved trappen')
    await carla.list().getByText('Lampe slukket').click()
    await carla.act('Spørg')
    await carla.panel().getByLabel('Spørgsmål til deltageren').fill('Hvilken trappe?')
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Mangler oplysninger').first().waitFor()
    await runJob(app, smtp.url)
    await page.reload()
    await carla.panel().getByText('Mailserveren afviste den.').waitFor()
    await carla.panel().getByText('550 5.1.1').waitFor()
    const desk = checkOf(carla, 24)
    await desk.look('the panel of the finding')
    smtp.mood = 'take'
    await carla.panel().getByRole('button', { name: 'Send igen' }).click()
    await carla.panel().getByText('Mailserveren afviste den.').waitFor({ state: 'detached' })
    const questions = () => smtp.mails.filter(({ body }) => body.includes('Hvilken trappe?'))
    // The press asks the server's own job for it.
    await vi.waitFor(() => expect(questions()).toHaveLength(1), { timeout: 30_000 })
    await runJob(app, smtp.url)
    expect(questions()).toHaveLength(1)

    await page.setViewportSize({ width: 320, height: 568 })
    await page.goto(`${app.directOrigin}/desk/beskeder`)
    await page.getByText('Mailserveren afviste den.').first().waitFor()
    const tight = new TightCheck(page, {})
    await tight.look('the outbox on 320 × 568')
    expect([...desk.findings, ...tight.findings]).toEqual([])
    expect([...anna.errors, ...carla.errors]).toEqual([])
    await anna.page.context().close()
    await carla.close()
    await app.close()
    await smtp.close()
  })
})
