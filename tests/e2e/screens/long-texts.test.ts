import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../../shared/text/language.ts'
import { laptop, launchBrowser, phone } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import {
  findTooWide,
  fourThousand,
  lengthenAnswers,
  longLink,
  longName,
  longWord,
} from './long-texts.ts'
import { speaker, type Say } from '../tours/words.ts'

const narrow = { width: 320, height: 568 }
const marks = [longWord, longLink.slice(0, 80), longName, fourThousand.slice(0, 200)]

interface Visit {
  page: Page
  origin: string
  say: Say
  findings: string[]
}

async function look({ page, findings }: Visit, name: string): Promise<void> {
  for (const finding of await page.evaluate(findTooWide, marks))
    findings.push(`${name}: ${finding}`)
}

const button = ({ page, say }: Visit, key: string) =>
  page.getByRole('button', { name: say(key), exact: true })
const field = ({ page, say }: Visit, key: string) => page.getByLabel(say(key))

async function visitJoining(visit: Visit): Promise<void> {
  const { page, origin } = visit
  await page.goto(`${origin}/v/OEST29`)
  await button(visit, 'join.privacyMore').click()
  await field(visit, 'join.nameLabel').fill(longName)
  await look(visit, 'join')
  await button(visit, 'join.join').click()
  await button(visit, 'home.register').waitFor()
  await look(visit, 'map')
}

/** Other people's pins, with their answers and comments. */
async function visitList(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(`${origin}/liste`)
  const rows = page.getByRole('main').getByRole('listitem').getByRole('button')
  await rows.first().waitFor()
  await look(visit, 'list')
  await rows
    .filter({ hasText: say('status.done') })
    .first()
    .click()
  await page.getByRole('heading', { name: say('pin.comments') }).waitFor()
  await look(visit, 'pin of somebody else')
  await field(visit, 'pin.comment').fill(`${longWord} ${longLink} ${fourThousand.slice(500)}`)
  await look(visit, 'pin of somebody else: writing a comment')
  await button(visit, 'pin.sendComment').click()
  await page
    .getByText(longName)
    .first()
    .or(page.getByText(say('pin.you')))
    .first()
    .waitFor()
  await look(visit, 'pin of somebody else: own comment')
}

async function visitCapture(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(origin)
  await button(visit, 'home.register').click()
  // The walk is over.
  await page.getByRole('button', { name: /^(Ja, registrér i|Yes, report in)/ }).click()
  await page.getByRole('searchbox').fill(longWord)
  await look(visit, 'what: search')
  await page.getByRole('searchbox').fill('')
  await button(visit, 'categoryGroup.lys').click()
  await button(visit, 'category.lys.slukket').click()
  await field(visit, 'details.remark').fill(fourThousand)
  await page
    .getByRole('button', { name: new RegExp(`${say('details.movePin')}|${say('details.setPin')}`) })
    .click()
  await page.getByRole('dialog').getByRole('textbox').fill(`${longWord}${longWord}`.slice(0, 200))
  await look(visit, 'place editor')
  await button(visit, 'placeEditor.done').click()
  await look(visit, 'details')
  await button(visit, 'details.save').click()
  await button(visit, 'action.undo').waitFor()
  await page.goto(`${origin}/mine`)
  const own = page.getByRole('main').getByRole('listitem').getByRole('button')
  await own.first().waitFor()
  await look(visit, 'own pins')
  await own
    .filter({ hasText: fourThousand.slice(0, 50) })
    .first()
    .click()
  await page.getByRole('heading', { name: say('pin.comments') }).waitFor()
  await look(visit, 'own pin')
}

async function visitPages(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(`${origin}/mig`)
  await page.getByRole('heading', { name: say('me.title'), exact: true }).waitFor()
  await look(visit, 'me')
  await page.goto(`${origin}/klar`)
  await page.getByRole('heading').first().waitFor()
  await look(visit, 'ready for offline')
}

async function visitSignIn(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(`${origin}/desk`)
  await field(visit, 'desk.signIn.email').fill('koordinator@demo.lygte.dk')
  await page.getByLabel(say('desk.signIn.password'), { exact: true }).fill('lygte-demo')
  await button(visit, 'desk.signIn.submit').click()
  await deskRows(visit).first().waitFor()
}

const deskRows = ({ page, say }: Visit) =>
  page.getByRole('region', { name: say('desk.list.label'), exact: true }).getByRole('link')
const panel = ({ page, say }: Visit) =>
  page.getByRole('complementary', { name: say('desk.detail.label') })

async function visitDeskList(visit: Visit): Promise<void> {
  const { page } = visit
  await look(visit, 'desk: list')
  // Folded where there is little room.
  for (const folded of ['desk.filter.label', 'desk.header.menu']) {
    if (await button(visit, folded).isVisible()) await button(visit, folded).click()
  }
  await look(visit, 'desk: filters and menu')
  for (const filter of ['party', 'walk']) {
    await button(visit, `desk.filter.${filter}`).click()
    await look(visit, `desk: filter ${filter}`)
    const boxes = page.getByRole('checkbox')
    await boxes.nth(1).check()
    await page.keyboard.press('Escape')
    await look(visit, `desk: filter ${filter} chosen`)
    await page.goBack()
  }
  await page.getByRole('button', { name: /Koordinator \(demo\)/ }).click()
  await look(visit, 'desk: session menu')
  await page.keyboard.press('Escape')
  await page.emulateMedia({ media: 'print' })
  await look(visit, 'desk: list on paper')
  await page.emulateMedia({ media: 'screen' })
}

async function visitObservation(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(`${origin}/desk?status=done`)
  await deskRows(visit).first().click()
  await panel(visit).waitFor()
  await look(visit, 'desk: observation')
  await field(visit, 'desk.comment.textInternal').fill(
    `${longWord} ${longLink} ${fourThousand.slice(500)}`,
  )
  await look(visit, 'desk: writing a comment')
  await button(visit, 'desk.comment.sendInternal').click()
  await panel(visit).getByRole('listitem').filter({ hasText: longWord }).first().waitFor()
  await look(visit, 'desk: conversation')
  await panel(visit)
    .getByRole('tab', { name: say('desk.tab.history') })
    .click()
  await look(visit, 'desk: history')
  await page.emulateMedia({ media: 'print' })
  await look(visit, 'desk: observation on paper')
  await page.emulateMedia({ media: 'screen' })
}

/** Every form the desk has, filled to its limits. */
async function visitForms(visit: Visit): Promise<void> {
  const { page, origin } = visit
  await page.goto(`${origin}/desk?status=received,reviewed,assigned,accepted`)
  await deskRows(visit).first().click()
  await panel(visit).waitFor()
  const more = button(visit, 'desk.action.more')
  if (await more.isVisible()) await more.click()
  for (const opener of await panel(visit).locator('[data-form]').all()) {
    const name = (await opener.getAttribute('data-form')) ?? ''
    await opener.click()
    const form = panel(visit).locator('form').first()
    await form.waitFor()
    for (const text of await form.locator('textarea').all()) await text.fill(fourThousand)
    for (const line of await form.locator('input[dir=auto]').all()) await line.fill(longWord)
    await look(visit, `desk: form ${name}`)
    await opener.click()
  }
}

async function visitPhones(visit: Visit): Promise<void> {
  const { page, origin, say } = visit
  await page.goto(`${origin}/desk/telefoner`)
  await page
    .getByRole('heading', { name: say('desk.phones.title') })
    .first()
    .waitFor()
  await page.getByRole('combobox').first().selectOption({ index: 1 })
  await look(visit, 'desk: phones')
}

describe('words that cannot be broken, on a screen of 320 px', () => {
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

  async function begin(part: 'walk' | 'desk', language: Language) {
    const locale = language === 'da' ? 'da-DK' : 'en-GB'
    const device = part === 'walk' ? phone : laptop
    const options = { locale, viewport: narrow, serviceWorkers: 'block' as const }
    const page = await (await browser.newContext(device(options))).newPage()
    await lengthenAnswers(page)
    const [origin, say] = [app.directOrigin, speaker(part, language)]
    const findings: string[] = []
    return { page, origin, say, findings }
  }

  it.each(['da', 'en'] as const)(
    'make nothing in the walk app wider than the screen, and push nothing out of it (%s)',
    async (language) => {
      const visit = await begin('walk', language)
      await visitJoining(visit)
      await visitList(visit)
      await visitCapture(visit)
      await visitPages(visit)
      await visit.page.unrouteAll({ behavior: 'ignoreErrors' })
      await visit.page.context().close()
      expect(visit.findings).toEqual([])
    },
    300_000,
  )

  it.each(['da', 'en'] as const)(
    'make nothing at the desk wider than the screen, and push nothing out of it (%s)',
    async (language) => {
      const visit = await begin('desk', language)
      await visitSignIn(visit)
      await visitDeskList(visit)
      await visitObservation(visit)
      await visitForms(visit)
      await visitPhones(visit)
      await visit.page.unrouteAll({ behavior: 'ignoreErrors' })
      await visit.page.context().close()
      expect(visit.findings).toEqual([])
    },
    300_000,
  )
})
