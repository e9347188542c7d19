import type { Page } from 'playwright-core'
import { makeUuid } from '../../../shared/identifiers.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { Official } from '../../e2e/people/official.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { startServer } from '../../support/server/start-server.ts'
import { percentile, type BenchRow } from '../bench-row.ts'

const pins = 60
const limitMs = 500

/**
 * A phone pushes a pin while an official's desk lies open in Chromium: milliseconds from the acknowledgement, so from the commit, to the
 * frame in which that desk's map counts the pin. Pins come at uneven times, so that many meet the desk resting between two looks.
 */
export async function measure(): Promise<BenchRow[]> {
  const server = await startServer({ withClient: true })
  const browser = await launchBrowser()
  try {
    const phone = await joinWalk(server.origin)
    const desk = await Official.onNewLaptop(browser, server.origin)
    await desk.page.addInitScript(watchTheMap)
    await desk.signIn('koordinator')
    await desk.page.locator('.map-mark').first().waitFor()
    const times = await timePins(desk.page, phone)
    const p95 = percentile(times, 0.95)
    return [
      {
        name: 'Commit to pin visible on another desk',
        value: p95,
        unit: 'ms, p95',
        target: '<= 500 ms',
        ok: p95 <= limitMs,
        note: `${String(pins)} pins, median ${percentile(times, 0.5).toFixed(0)} ms; acknowledged to drawn on the map of a desk in Chromium`,
      },
    ]
  } finally {
    await browser.close()
    await server.remove()
  }
}

interface Phone {
  origin: string
  cookie: string
  joined: JoinedWalk
}

const headersFor = (cookie = '') => ({
  cookie,
  'content-type': 'application/json',
  'sec-fetch-site': 'same-origin',
})

async function joinWalk(origin: string): Promise<Phone> {
  const clientId = makeUuid(Date.now(), () => crypto.getRandomValues(new Uint8Array(16)))
  const response = await fetch(`${origin}/api/walks/join`, {
    method: 'POST',
    headers: headersFor(),
    body: JSON.stringify({ code: 'NYVA26', clientId }),
  })
  if (!response.ok) throw new Error(`Joining was answered ${String(response.status)}`)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { origin, cookie, joined: (await response.json()) as JoinedWalk }
}

async function timePins(page: Page, phone: Phone): Promise<number[]> {
  const before = await shownOn(page)
  const times: number[] = []
  for (let count = 1; count <= pins; count += 1) {
    await push(phone)
    const committed = Date.now()
    times.push((await whenShown(page, before + count)) - committed)
    await pause((count * 137) % 400)
  }
  return times
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function push({ origin, cookie, joined }: Phone): Promise<void> {
  const args = makeCreate({ observationId: someUuid() })
  const response = await fetch(`${origin}/api/sync/push`, {
    method: 'POST',
    headers: headersFor(cookie),
    body: JSON.stringify({
      protocol: 1,
      epoch: null,
      clientId: joined.clientId,
      space: joined.walk.id,
      mutations: [makeEnvelope({ name: 'observation.create@1', args })],
    }),
  })
  if (!response.ok) throw new Error(`The push was answered ${String(response.status)}`)
}

interface MapWatch {
  /** How many pins the map counts, in groups or alone. */
  shown: number
  /** Milliseconds since 1970 at which the count was first this large. */
  since: Map<number, number>
}
type Watched = typeof globalThis & { mapWatch: MapWatch }

const shownOn = (page: Page) => page.evaluate(() => (globalThis as Watched).mapWatch.shown)

async function whenShown(page: Page, count: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => (globalThis as Watched).mapWatch.since.get(wanted),
    count,
    { polling: 'raf' },
  )
  return Number(await handle.jsonValue())
}

/** Runs in the page at every frame. */
function watchTheMap(): void {
  const watch: MapWatch = { shown: 0, since: new Map() }
  ;(globalThis as Watched).mapWatch = watch
  const look = () => {
    const marks = [...document.querySelectorAll('.map-mark')]
    watch.shown = marks.reduce(
      (sum, mark) =>
        sum + Number(mark.querySelector<HTMLElement>('[data-findings]')?.dataset['findings'] ?? 0),
      0,
    )
    if (!watch.since.has(watch.shown)) watch.since.set(watch.shown, Date.now())
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
