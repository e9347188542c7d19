import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../support/browser/browser.ts'
import { inStore } from '../../support/server/in-store.ts'
import { Evening } from './evening.ts'
import { harbour, tunnels, village, type WalkStory } from './walk-story.ts'
import { askFor, leadBy, planAtDesk, readAtDesk } from './ask-and-plan.ts'
import {
  endWalk,
  gatherAndApprove,
  pinAll,
  rateNext,
  sendFrom,
  startWalk,
} from './walk-and-gather.ts'

let browser: Browser
let evening: Evening

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(() => evening.end())

/** From the wish to a walk that has begun, with its leader, its coordinator and its code. */
async function begin(story: WalkStory) {
  const weekBefore = new Date(Date.parse(story.startsAt) - 7 * 86_400_000).toISOString()
  evening = await Evening.begin(browser, weekBefore)
  const lone = await evening.phone()
  const carla = await evening.laptop()
  await askFor(lone.walker, story)
  const code = await planAtDesk(carla, story)
  await leadBy(lone.walker, story)
  await evening.clock.reach(story.startsAt)
  await startWalk(lone.walker)
  return { lone, carla, code }
}

const shares = (story: WalkStory) =>
  ['leader', 'walker 1', 'walker 2', 'walker 3'].map((phone) =>
    story.findings.filter((finding) => finding.phone === phone),
  )

const textsOf = (findings: WalkStory['findings']) => findings.map(({ text }) => text).sort()

/** The words of everything that is marked as late in the store. */
const lateTexts = () =>
  inStore(evening.app, async (db) => {
    const rows = await db.selectFrom('observations').select('body').execute()
    const late = rows.filter(({ body }) => body.isLate)
    return late.map(({ body }) => body.text ?? '').sort()
  })

describe('the three walks of domain.md §16, from the wish to the approved list', () => {
  it('goes through tunnels without a network; one phone dies, its owner goes on with another, and what it held comes late', async () => {
    const { lone, carla, code } = await begin(tunnels)
    const folder = await mkdtemp(join(tmpdir(), 'lygte-phone-'))
    const anna = await evening.phone()
    const bo = await evening.phoneOnDisk(folder)
    await Promise.all([anna.walker.join(code, 'Anna'), bo.walker.join(code, 'Bo')])
    await Promise.all([anna.walker.waitForWorker(), bo.walker.waitForWorker()])
    const [led = [], first = [], second = [], third = []] = shares(tunnels)
    anna.net.setWeather('refuse')
    bo.net.setWeather('refuse')
    await Promise.all([
      (async () => {
        await pinAll(anna.walker, first)
        await rateNext(anna.walker, 'utrygt')
      })(),
      pinAll(bo.walker, second),
    ])
    await bo.walker.close()
    const other = await evening.phone()
    await other.walker.join(code, 'Bo')
    await pinAll(other.walker, third)
    await pinAll(lone.walker, led)
    await evening.clock.reach(tunnels.endsAt)
    await endWalk(lone.walker)
    anna.net.setWeather('pass')
    bo.net.setWeather('pass')
    await sendFrom(anna.walker)

    // At home the first phone is charged.
    const charged = await evening.phoneOnDisk(folder, bo.net)
    await charged.walker.page.goto(charged.walker.origin)
    await sendFrom(charged.walker)
    await gatherAndApprove(lone.walker, tunnels.findings.length)
    await sendFrom(lone.walker)
    await readAtDesk(carla, tunnels)
    expect(await lateTexts()).toEqual(textsOf([...first, ...second]))
    expect(evening.errors()).toEqual([])
    await charged.walker.close()
    await rm(folder, { recursive: true, force: true })
  }, 300_000)

  it.each([
    ['passes midnight', harbour],
    ['passes the hour that comes twice', village],
  ] as const)(
    '%s as one walk, and nobody is told that it has ended before it has',
    async (_, story) => {
      const { lone, carla, code } = await begin(story)
      const anna = await evening.phone()
      const bo = await evening.phone()
      await Promise.all([anna.walker.join(code, 'Anna'), bo.walker.join(code, 'Bo')])
      await anna.walker.waitForWorker()
      const [led = [], first = [], second = [], third = []] = shares(story)
      await pinAll(lone.walker, [...led, ...first])
      await rateNext(bo.walker, 'utrygt')
      const nearEnd = new Date(Date.parse(story.endsAt) - 20 * 60_000).toISOString()
      await evening.clock.reach(nearEnd)
      anna.net.setWeather('refuse')
      await Promise.all([pinAll(anna.walker, second), pinAll(bo.walker, third)])
      await anna.walker.page
        .locator('.walk-title')
        .getByText(/I gang til/)
        .waitFor()
      await evening.clock.reach(story.endsAt)
      await endWalk(lone.walker)
      anna.net.setWeather('pass')
      await sendFrom(anna.walker)
      await gatherAndApprove(lone.walker, story.findings.length)
      await sendFrom(lone.walker)
      await readAtDesk(carla, story)
      expect(evening.errors()).toEqual([])
    },
    300_000,
  )
})
