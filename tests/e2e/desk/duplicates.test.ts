import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
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

type Finding = Reply<'listObservations'>['items'][number]

async function listed(carla: Official, status: string): Promise<Finding[]> {
  const answer = await carla.page.request.get(
    `${app.origin}/api/observations?status=${status}&limit=100`,
  )
  return ((await answer.json()) as Reply<'listObservations'>).items
}

async function openForm(carla: Official, { id }: Finding): Promise<void> {
  await carla.page.goto(`${app.origin}/desk?id=${id}`)
  await carla.panel().getByRole('heading', { level: 2 }).waitFor()
  await carla.act('Dublet')
}

async function choose(form: Locator, number: number | null): Promise<void> {
  await form.getByLabel('Nummer på den').fill(String(number))
  await form.getByRole('button', { name: 'Find', exact: true }).click()
}

describe('a duplicate of something that is unlike it', () => {
  it('shows category, place, walk and distance of the original, and is sent only once it is called the same', async () => {
    const carla = await Official.onNewLaptop(browser, app.origin)
    await carla.signIn('koordinator')
    const open = await listed(carla, 'assigned')
    const [finding, third] = open
    const other = (await listed(carla, 'assigned,accepted,planned,done')).find(
      ({ category, walkId }) => category !== finding?.category && walkId !== finding?.walkId,
    )
    if (!finding || !third || !other) throw new Error('the demo has no such findings')

    await openForm(carla, finding)
    const form = carla.panel().locator('form.form')
    const save = form.getByRole('button', { name: 'Gem', exact: true })
    await choose(form, other.number)
    await form.getByText(`Original: ${other.number}`).waitFor()
    expect(await form.innerText()).toMatch(/\d\s(m|km).? herfra/)
    const same = form.getByRole('checkbox', {
      name: /^Originalen er en anden slags: .* Den er fra en anden vandring: .* alligevel det samme\.$/,
    })
    await save.click()
    await form.getByText('Sæt kryds, hvis det er det samme.').waitFor()
    expect(await same.evaluate((box) => box === document.activeElement)).toBe(true)
    expect((await listed(carla, 'duplicate')).map(({ id }) => id)).not.toContain(finding.id)

    await same.check()
    expect(await form.locator('.form-error-message').count()).toBe(0)
    await save.click()
    await form.waitFor({ state: 'detached' })
    expect((await listed(carla, 'duplicate')).map(({ id }) => id)).toContain(finding.id)

    await openForm(carla, third)
    await choose(form, finding.number)
    await form.getByText(`Nummer ${finding.number} er selv en dublet.`).waitFor()
    expect(carla.errors).toEqual([])
    await carla.close()
  })
})
