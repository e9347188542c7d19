import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { clientFolder } from '../../../server/start/client-build.ts'
import { limits } from '../../../shared/limits.ts'
import { plantPins } from '../../e2e/phone/plant-outbox.ts'
import { Walker } from '../../e2e/people/walker.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { setup as buildClient } from '../../support/browser/built-client.ts'
import { startDurableStore, type DurableStore } from '../../support/databases/durable-store.ts'
import { seedMunicipality, seedWalk } from '../../support/fixtures/people.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { timeBareRows } from '../server/push-bare.ts'

const queued = 10_000
/** Each holds a quarter: a walk may have 5,000. */
const walks = 4
const rounds = 3
const limitMs = 2_400

/**
 * The walk app in Chromium, unthrottled, with 10,000 observations in its outbox on disk, at a server with fsync on: milliseconds from the
 * first push that leaves to the last answer that has come, with everything the app does in between for each: freezing, hashing and noting
 * answers in strictly durable transactions, pulling, and showing.
 */
export async function measure(): Promise<BenchRow[]> {
  await buildClient()
  const store = await startDurableStore()
  const test = await buildTestApp({ store, clientFolder })
  const browser = await launchBrowser()
  try {
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.address() as AddressInfo
    const origin = `http://localhost:${String(port)}`
    const times: Delivery[] = []
    for (let round = 0; round < rounds; round += 1) {
      times.push(await deliverOnce(browser, origin, await makeWalks(store, round)))
    }
    const town = await seedMunicipality(store)
    const size = { count: queued, perRequest: limits.pushMutations }
    return [rowOf(times, await timeBareRows(store, town, size))]
  } finally {
    await browser.close()
    await test.close()
    await store.stop()
  }
}

interface Delivery {
  /** From the first push to the last answer. */
  ms: number
  /** Of it, while a push was under way. */
  inFlight: number
}

function rowOf(times: readonly Delivery[], bareMs: number): BenchRow {
  const ms = percentile(
    times.map((one) => one.ms),
    0.5,
  )
  const inFlight = percentile(
    times.map((one) => one.inFlight),
    0.5,
  )
  return {
    name: 'One phone delivers 10,000 queued observations',
    value: ms / 1_000,
    unit: 's',
    target: '<= 2.4 s',
    ok: ms <= limitMs,
    note:
      `median of ${String(rounds)}: ${times.map((one) => inSeconds(one.ms)).join(' ')}; ${inSeconds(inFlight)} s of it waiting ` +
      `for the server; the same rows as bare SQL on one connection: ${inSeconds(bareMs)} s`,
  }
}

const inSeconds = (ms: number) => (ms / 1_000).toFixed(1)

interface JoinableWalk {
  id: string
  code: string
}

async function makeWalks(store: DurableStore, round: number): Promise<JoinableWalk[]> {
  const { id: municipalityId } = await seedMunicipality(store)
  const made: JoinableWalk[] = []
  for (let walk = 0; walk < walks; walk += 1) {
    const { id } = await seedWalk(store, municipalityId, { title: `Vandring ${String(walk)}` })
    const code = `LEVER${String(round)}${String(walk)}`
    await saveWalkCode(store.db, { code, municipalityId, walkId: id, role: 'walker' })
    made.push({ id, code })
  }
  return made
}

async function deliverOnce(
  browser: Browser,
  origin: string,
  joinable: readonly JoinableWalk[],
): Promise<Delivery> {
  const walker = await Walker.onNewPhone(browser, origin)
  const { page } = walker
  for (const { code } of joinable) await walker.join(code)
  page.setDefaultTimeout(300_000)
  // Away from the app: nothing is sent before all of it is there.
  await page.goto(`${origin}/api/health`)
  const text = (n: number) => `Lampe ${String(n)} er slukket ved stien bag skolen`
  for (const { id } of joinable) {
    await plantPins(page, { count: queued / joinable.length, space: id, text })
  }
  await page.addInitScript(watchPushes)
  await page.goto(origin)
  await walker.waitForPill('Alt er sendt')
  const seen = await page.evaluate(() => (globalThis as PushWatch).pushes)
  await walker.close()
  if (seen.count < queued / limits.pushMutations) throw new Error(`${String(seen.count)} pushes`)
  return { ms: seen.lastAt - seen.firstAt, inFlight: seen.inFlight }
}

type PushWatch = typeof globalThis & {
  pushes: { count: number; firstAt: number; lastAt: number; inFlight: number }
}

/** Runs in the page before anything else. */
function watchPushes(): void {
  const pushes = { count: 0, firstAt: 0, lastAt: 0, inFlight: 0 }
  Object.assign(globalThis, { pushes })
  const ask = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    if (!address.includes('/api/sync/push')) return ask(input, init)
    const at = performance.now()
    pushes.firstAt ||= at
    const answer = await ask(input, init)
    pushes.count += 1
    pushes.lastAt = performance.now()
    pushes.inFlight += pushes.lastAt - at
    return answer
  }
}
