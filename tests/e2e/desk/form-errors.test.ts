import type { Browser, Locator } from 'playwright-core'
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

async function openForm(button: string): Promise<{ carla: Official; form: Locator }> {
  const carla = await Official.onNewLaptop(browser, app.origin)
  await carla.signIn('koordinator')
  await carla.page.goto(`${app.origin}/desk?status=assigned`)
  await carla.list().getByRole('link').first().click()
  await carla.act(button)
  return { carla, form: carla.panel().locator('form.form') }
}

const save = (form: Locator) => form.getByRole('button', { name: 'Gem', exact: true }).click()
const errorsOf = (form: Locator) => form.locator('.form-error-message').allInnerTexts()
const isFocused = (field: Locator) =>
  field.evaluate((element) => element === document.activeElement)

describe('a form of the desk that is not filled in', () => {
  it('shows everything that is missing at its field, goes to the first, and sends nothing', async () => {
    const { carla, form } = await openForm('Afvis')
    const pushed: string[] = []
    carla.page.on('request', (request) => {
      if (request.url().includes('/sync/push')) pushed.push(request.url())
    })
    const reason = form.getByLabel('Grund (skal udfyldes)')
    const text = form.getByLabel('Besked til deltageren (skal udfyldes)')
    for (const field of [reason, text])
      expect(await field.getAttribute('aria-required')).toBe('true')
    await text.focus()
    await save(form)
    await expect
      .poll(() => errorsOf(form))
      .toEqual(['Der mangler en grund', 'Der mangler en tekst'])
    await expect.poll(() => isFocused(reason)).toBe(true)

    await reason.selectOption({ label: 'Ikke vores areal' })
    await expect.poll(() => errorsOf(form)).toEqual(['Der mangler en tekst'])
    await text.fill('Det er ikke vores')
    await expect.poll(() => errorsOf(form)).toEqual([])
    await text.fill('')
    await save(form)
    await expect.poll(() => isFocused(text)).toBe(true)
    expect(pushed).toEqual([])
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('shows a party, a day and a reason that are missing together', async () => {
    const { carla, form } = await openForm('Skift part')
    for (const box of await form.getByRole('checkbox', { checked: true }).all()) await box.uncheck()
    await form.getByLabel('Frist').fill('snart')
    await save(form)
    await expect
      .poll(() => errorsOf(form))
      .toEqual(['Der mangler en ansvarlig', 'Der mangler en dato', 'Der mangler en tekst'])
    await form.getByRole('checkbox', { name: 'Nordjyllands Politi' }).check()
    await expect.poll(() => errorsOf(form)).toEqual(['Der mangler en dato', 'Der mangler en tekst'])
    expect(carla.errors).toEqual([])
    await carla.close()
  })

  it('sends no correction while a position cannot be read', async () => {
    const { carla, form } = await openForm('Ret')
    await form.getByLabel('Sted').first().fill('Ved broen')
    const position = form.getByLabel('Position')
    const before = await position.inputValue()
    await position.fill('her')
    await save(form)
    await expect.poll(() => isFocused(position)).toBe(true)
    expect(await errorsOf(form)).toEqual(['Positionen kan ikke læses.'])
    await position.fill(before)
    expect(await errorsOf(form)).toEqual([])
    await save(form)
    await form.waitFor({ state: 'detached' })
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})

describe('the form that sends a finding on', () => {
  it('needs somebody who keeps an eye on it and a day, and leaves both with the finding', async () => {
    const { carla, form } = await openForm('Videresend')
    const day = await form.getByLabel('Hvornår følger I op?').inputValue()
    expect(day).toMatch(/^\d\d\.\d\d\.\d{4}$/)
    for (const box of await form.getByRole('checkbox', { checked: true }).all()) await box.uncheck()
    await form.getByLabel('Hvornår følger I op?').fill('')
    await save(form)
    await expect
      .poll(() => errorsOf(form))
      .toEqual(['Der mangler en modtager', 'Der mangler en ansvarlig', 'Der mangler en dato'])
    await form.getByLabel('Modtager (skal udfyldes)').fill('Vejdirektoratet')
    await form.getByRole('checkbox', { name: 'Nordjyllands Politi' }).check()
    await form.getByLabel('Hvornår følger I op?').fill(day)
    await save(form)
    await form.waitFor({ state: 'detached' })
    const facts = carla.panel().getByLabel('Oplysninger')
    await facts.getByText('Nordjyllands Politi').first().waitFor()
    await facts.getByText('Venter på Vejdirektoratet').waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
