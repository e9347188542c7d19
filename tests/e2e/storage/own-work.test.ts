import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import type { DatabaseFixture } from '../../support/phones/outbox-fixture.ts'
import { repositoryRoot } from '../../support/repository.ts'
import { countEach, inStore } from '../../support/server/in-store.ts'
import { Official } from '../people/official.ts'
import { leaveOldOutbox } from '../phone/old-outbox.ts'
import { plantPins } from '../phone/plant-outbox.ts'
import { Walker } from '../people/walker.ts'

const fixture = 'tests/unit/client/fixtures/outbox-v1.json'

describe('what waits to be sent', () => {
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
    app.proxy.setWeather('pass')
    anna = await Walker.onNewPhone(browser, app.origin)
    await anna.join('NYVA26', 'Anna')
    await anna.waitForWorker()
  })
  afterEach(async () => {
    expect(anna.errors).toEqual([])
    await anna.close()
  })

  it.each(['mine', 'liste'])(
    'D2: is shown exactly once on /%s at every moment until the server has it, also when its answer is lost',
    async (list) => {
      app.proxy.setWeather('refuse')
      const words = `altid én gang på ${list}`
      await plantPins(anna.page, { count: 1, text: () => words })
      await anna.page.goto(`${app.origin}/${list}`)
      await anna.rows(words).waitFor()
      await watchRows(anna.page, words)
      let pushes = 0
      app.proxy.setWeather(({ url }) => {
        if (url !== '/api/sync/push') return 'pass'
        pushes += 1
        return pushes === 1 ? 'drop-answer' : 'pass'
      })
      await anna.page.evaluate(() => void window.dispatchEvent(new Event('online')))
      await anna.waitForPill('Alt er sendt')
      await anna.rows(words).waitFor()
      expect(pushes).toBeGreaterThan(1)
      expect(await rowsSeen(anna.page)).toEqual([1])
      expect(await countEach(app, [words])).toEqual([1])
    },
  )

  it('A9: that the first release wrote is all shown and sent', async () => {
    const old = JSON.parse(readFileSync(`${repositoryRoot}${fixture}`, 'utf8')) as DatabaseFixture
    app.proxy.setWeather('refuse')
    await leaveOldOutbox(anna.page, old)
    await anna.page.goto(`${app.origin}/mine`)
    for (const words of ['i kø', 'rettet efter første forsøg', 'afvist']) {
      await anna.rows(words).waitFor()
    }
    app.proxy.setWeather('pass')
    await anna.tryNow()
    const sent = (old.records['mutation'] ?? []).filter(({ value }) =>
      ['queued', 'sending'].includes((value as { state: string }).state),
    )
    expect(sent).toHaveLength(7)
    const answered = () =>
      inStore(app, async (db) => {
        const ids = sent.map(({ key }) => key as string)
        const rows = await db
          .selectFrom('applied_mutations')
          .select('status')
          .where('mutation_id', 'in', ids)
          .execute()
        return rows.map(({ status }) => status)
      })
    await expect.poll(answered).toEqual(Array(7).fill('applied'))
    expect(await countEach(app, ['i kø', 'rettet efter første forsøg'])).toEqual([1, 1])
  })

  it('D5: a decision made on an outdated screen of the desk changes nothing, and the official sees the present state', async () => {
    const words = 'to fordeler samtidig'
    await plantPins(anna.page, { count: 1, text: () => words })
    await anna.page.goto(`${app.origin}/mine`)
    await anna.sendAll()
    const [late, first] = await Promise.all([
      Official.onNewLaptop(browser, app.origin),
      Official.onNewLaptop(browser, app.directOrigin),
    ])
    for (const desk of [late, first]) {
      await desk.signIn('koordinator')
      await desk.search(words)
      await desk.list().getByText('Lampe slukket').click()
    }
    await late.act('Tildel')
    await late.panel().getByRole('checkbox').nth(1).check()
    // From here on the late desk hears of nothing until its own decision has gone out.
    let hasPushed = false
    app.proxy.setWeather(({ url }) => {
      hasPushed ||= url === '/api/sync/push'
      return hasPushed ? 'pass' : 'refuse'
    })
    await first.act('Tildel')
    await first.panel().getByRole('checkbox').first().check()
    await first.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await first.panel().getByText('Tildelt', { exact: true }).first().waitFor()
    const assigned = await partiesOf(words)
    await late.panel().getByRole('button', { name: 'Gem', exact: true }).click()
    await late
      .panel()
      .getByText(/^En anden nåede det før dig. Nu er status Tildelt/)
      .waitFor()
    expect(await late.panel().getByRole('checkbox').nth(1).isChecked()).toBe(true)
    expect(assigned).toHaveLength(1)
    expect(await partiesOf(words)).toEqual(assigned)
    expect([...late.errors, ...first.errors]).toEqual([])
    await Promise.all([late.close(), first.close()])
  })

  const partiesOf = (text: string) =>
    inStore(app, async (db) => {
      const rows = await db.selectFrom('observations').select('body').execute()
      return rows.find(({ body }) => body.text === text)?.body.partyIds
    })
})

type Watching = typeof globalThis & { rowsSeen: Set<number> }

/** Counts the rows with these words after every change of the page. */
async function watchRows(page: Page, words: string): Promise<void> {
  await page.evaluate((text) => {
    const seen = new Set<number>()
    ;(globalThis as Watching).rowsSeen = seen
    const count = () =>
      [...document.querySelectorAll('main li')].filter((row) => row.textContent?.includes(text))
        .length
    new MutationObserver(() => seen.add(count())).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    })
    seen.add(count())
  }, words)
}

const rowsSeen = (page: Page) => page.evaluate(() => [...(globalThis as Watching).rowsSeen])
