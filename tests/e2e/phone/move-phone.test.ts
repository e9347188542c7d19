import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Walker } from '../people/walker.ts'

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

async function pin(walker: Walker, remark: string): Promise<void> {
  await walker.chooseTopic('Lys', 'Lampe slukket')
  await walker.writeRemark(remark)
  await walker.save()
}

it('a person moves to a new phone by a code, corrects an old pin there, and what the old phone held arrives later, once', async () => {
  const old = await Walker.onNewPhone(browser, app.origin)
  await old.join('NYVA26', 'Solveig')
  await old.waitForWorker()
  await pin(old, 'lampen er gået')
  await old.pill().filter({ hasText: 'Alt er sendt' }).waitFor()
  await old.page.getByRole('link', { name: 'Mig', exact: true }).click()
  await old.page.getByRole('button', { name: 'Flyt til en ny telefon' }).click()
  await old.page.getByRole('button', { name: 'Vis en kode' }).click()
  await old.page.getByRole('img', { name: /QR-kode/ }).waitFor()
  const code = (await old.page.getByText(/^\w{4}(-\w{4}){3}$/).textContent()) ?? ''
  await old.page.getByRole('button', { name: 'Til kortet' }).click()
  await old.page.context().setOffline(true)
  await pin(old, 'skrevet uden net')

  const fresh = await Walker.onNewPhone(browser, app.origin)
  await fresh.page.goto(`${app.origin}/v`)
  await fresh.page.getByRole('link', { name: /anden telefon/ }).click()
  await fresh.page.getByLabel('Koden fra den gamle telefon').fill(code.toLowerCase())
  await fresh.page.getByRole('button', { name: 'Flyt hertil' }).click()
  await fresh.registerButton().waitFor()
  await fresh.page.goto(`${app.origin}/vandringer`)
  await fresh.page.getByText('Du er med som Solveig').waitFor()

  await fresh.page.goto(`${app.origin}/liste`)
  await fresh.rows('lampen er gået').click()
  await fresh.page.getByRole('button', { name: 'Ret', exact: true }).click()
  await fresh.writeRemark('to lamper er gået')
  await fresh.saveButton().click()
  await fresh.saveButton().waitFor({ state: 'detached' })

  await old.page.context().setOffline(false)
  await old.pill().filter({ hasText: 'Alt er sendt' }).waitFor()
  await fresh.page.goto(`${app.origin}/liste`)
  await fresh.see('skrevet uden net')
  await fresh.rows('to lamper er gået').waitFor()
  for (const remark of ['skrevet uden net', 'to lamper er gået'])
    expect(await fresh.rows(remark).count()).toBe(1)
  expect([old.errors, fresh.errors]).toEqual([[], []])

  await old.page.getByRole('link', { name: 'Mig', exact: true }).click()
  await old.page.getByRole('button', { name: 'Flyt til en ny telefon' }).click()
  await old.page.getByText(/En anden telefon er gået videre som dig/).waitFor()
  await old.page.getByRole('button', { name: 'Slet alt på denne telefon' }).waitFor()
})
