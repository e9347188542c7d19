import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { ScreenCheck } from '../screens/screen-check.ts'

const remark = 'Tre lamper ved trappen er ude'
const question = 'Er det lamperne mod gården?'
const answer = 'Ja, de tre nærmest porten'
const reason = 'Den midterste er stadig slukket'

/** What an official and the people who walked say to each other afterwards, on two phones and a desk. */
describe('after the walk', () => {
  let app: LiveApp
  let browser: Browser

  beforeAll(async () => {
    app = await startLiveApp({ map: demoMap('aalborg') })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  const check = (page: Walker['page'], leastControl = 48) =>
    new ScreenCheck(page, { language: 'da', leastControl, themes: ['dark', 'light'] })

  it('a question reaches its author, who answers offline; what is called done is reopened by somebody else, and both see what is new', async () => {
    const anna = await Walker.onNewPhone(browser, app.origin)
    const bo = await Walker.onNewPhone(browser, app.directOrigin.replace('127.0.0.1', 'localhost'))
    const carla = await Official.onNewLaptop(browser, app.directOrigin)
    const looks = { anna: check(anna.page), bo: check(bo.page), carla: check(carla.page, 24) }
    await anna.join('NYVA26', 'Anna')
    await anna.chooseTopic('Lys', 'Lampe slukket')
    await anna.writeRemark(remark)
    await anna.save()
    await anna.waitForPill('Alt er sendt')
    await bo.join('NYVA26')
    await openList(bo)
    await bo.see(remark)
    expect(await news(bo).count()).toBe(0)

    await carla.signIn('koordinator')
    await openAtDesk(carla)
    await carla.act('Spørg')
    await carla.panel().getByLabel('Spørgsmål til deltageren').fill(question)
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Mangler oplysninger').first().waitFor()

    await openMine(anna)
    await anna.page.getByText('Der er et spørgsmål til 1 af dine registreringer').waitFor()
    await anna.page.getByText('Der er nyt om 1 registrering').waitFor()
    await looks.anna.look('my walks')
    await anna.openOwn()
    await anna.rows(question).waitFor()
    await looks.anna.look('own pins')
    await anna.waitForWorker()
    app.proxy.setWeather('refuse')
    await anna.rows(question).getByRole('button').click()
    await anna.page.getByRole('heading', { name: 'Spørgsmål til dig' }).waitFor()
    await looks.anna.look('question')
    await anna.page.getByLabel('Dit svar').fill(answer)
    await anna.page.getByRole('button', { name: 'Gem svaret' }).click()
    await anna.page.getByText('Spørgsmålet er besvaret.').waitFor()
    await anna.page.reload()
    await anna.page.getByText('Spørgsmålet er besvaret.').waitFor()
    await anna.waitForPill(/venter/)
    app.proxy.setWeather('pass')
    await anna.openOwn()
    await anna.sendAll()

    await carla.panel().getByText(answer).first().waitFor()
    expect(await carla.panel().getByText('Mangler oplysninger').count()).toBe(1)
    await carla.list().getByText('Svar på spørgsmålet:').waitFor()
    await looks.carla.look('answered')
    await carla.act('Tildel')
    await carla.panel().getByRole('checkbox').first().check()
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Tildelt', { exact: true }).first().waitFor()
    await carla.act('Udført')
    await carla.panel().getByLabel('Besked til deltageren').fill('Lamperne er skiftet.')
    await carla.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await carla.panel().getByText('Lamperne er skiftet.').first().waitFor()

    await bo.page.getByText('Lamperne er skiftet.').waitFor()
    await news(bo).click()
    await bo.page.getByText('Nyt', { exact: true }).waitFor()
    expect(await bo.page.getByRole('main').locator('.rows > li').count()).toBe(1)
    await looks.bo.look('news')
    await bo.rows(remark).getByRole('button').click()
    await bo.page.getByRole('button', { name: 'Det er ikke løst' }).click()
    const send = bo.page.getByRole('button', { name: 'Sig, at det ikke er løst' })
    expect(await send.isDisabled()).toBe(true)
    await bo.page.getByLabel('Hvorfor er det ikke løst?').fill(reason)
    await looks.bo.look('not solved')
    await send.click()
    await bo.page.getByText(/har sagt, at det ikke er løst/).waitFor()
    await bo.page.getByText('Genåbnet').first().waitFor()
    await looks.bo.look('reopened')
    await openList(bo)
    await bo.rows(remark).waitFor()
    expect(await news(bo).count()).toBe(0)

    const reopened = carla.page.getByRole('link', { name: /^1\s+ikke løst$/ })
    await carla.panel().getByText(reason).first().waitFor()
    await reopened.click()
    await carla.list().getByText('Det er ikke løst:').waitFor()
    await looks.carla.look('reopened')
    await anna.page.getByRole('link', { name: /^Liste/ }).click()
    await anna.rows(remark).getByText('Genåbnet').waitFor()

    expect(Object.values(looks).flatMap(({ findings }) => findings)).toEqual([])
    expect([...anna.errors, ...bo.errors, ...carla.errors]).toEqual([])
    await Promise.all([anna.close(), bo.close(), carla.close()])
  })
})

const openList = ({ page }: Walker) => page.getByRole('link', { name: /^Liste/ }).click()
const news = ({ page }: Walker) => page.getByRole('button', { name: /^\d+ nye?$/ })

async function openMine({ page }: Walker): Promise<void> {
  await page.getByRole('link', { name: /^Mig/ }).click()
  await page
    .getByRole('link', { name: 'Mine vandringer' })
    .or(page.getByRole('button', { name: 'Mine vandringer' }))
    .click()
}

async function openAtDesk(carla: Official): Promise<void> {
  await carla.search(remark)
  await carla.list().getByText('Lampe slukket').click()
  await carla.panel().getByText(remark).waitFor()
}
