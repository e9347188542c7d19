import { gzipSync } from 'node:zlib'
import { Worker } from 'node:worker_threads'
import { limits } from '../../shared/limits.ts'
import { buildTestApp } from '../support/build-test-app.ts'
import { startDurableStore } from '../support/durable-store.ts'
import { percentile, type BenchRow } from './bench-row.ts'
import { postAll } from './http-load.ts'
import type { Pulled } from './first-pull-thread.ts'
import { loadsOf, planPushes, type PushPlan } from './push-plan.ts'

const rows = 10_000
const spaces = 4
const rounds = 9
const warmUps = 3

/**
 * A phone that has joined four walks pulls them from nothing, page by page over real HTTP with gzip, while nothing else happens: from each
 * request to its last byte, and how many bytes that were. The rows were pushed, so they are what the server makes of real pins.
 */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const test = await buildTestApp({ store })
  try {
    const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const perRequest = limits.pushMutations
    const plan = await planPushes(store, {
      clients: spaces,
      spaces,
      perRequest,
      requestsPerClient: rows / spaces / perRequest,
    })
    await postAll(origin, loadsOf(plan))
    await store.pool.query('vacuum analyze')
    const pulls: Pulled[] = []
    for (let round = -warmUps; round < rounds; round += 1) {
      const pulled = await pullAll(origin, plan)
      if (round >= 0) pulls.push(pulled)
    }
    return rowsOf(pulls)
  } finally {
    await test.close()
    await store.stop()
  }
}

function rowsOf(pulls: readonly Pulled[]): BenchRow[] {
  const ms = percentile(
    pulls.map(({ elapsedMs }) => elapsedMs),
    0.5,
  )
  const [last] = pulls.slice(-1)
  if (last?.rows.length !== rows + spaces) throw new Error(`${String(last?.rows.length)} rows`)
  const ideal = gzipSync(JSON.stringify(last.rows)).length
  const share = last.bytes / ideal
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`
  return [
    {
      name: 'First pull of 10,000 rows',
      value: ms,
      unit: 'ms, median',
      target: '<= 200 ms',
      ok: ms <= 200,
      note: `${String(last.pages)} pages of at most ${kb(last.largestPage)} unpacked, ${String(rounds)} rounds; from each request to its last byte`,
    },
    {
      name: 'Bytes of that pull against the gzip of the same rows',
      value: share,
      unit: 'times',
      target: '<= 1.2 times',
      ok: share <= 1.2,
      note: `${kb(last.bytes)} on the wire, ${kb(ideal)} in one piece`,
    },
  ]
}

/** Everything that the plan's first phone may see, asked for from a thread of its own. */
async function pullAll(origin: string, { pushes }: PushPlan): Promise<Pulled> {
  const turns = pushes.flat()
  const spaces = [...new Set(turns.map(({ space }) => space))]
  const worker = new Worker(new URL('first-pull-thread.ts', import.meta.url), {
    workerData: { origin, cookie: turns[0]?.cookie, spaces },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
