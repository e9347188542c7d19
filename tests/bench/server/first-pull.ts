import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import { Worker } from 'node:worker_threads'
import type { Store } from '../../../server/store/database/database.ts'
import { limits } from '../../../shared/limits.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { startDurableStore } from '../../support/databases/durable-store.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
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
    const bare: number[] = []
    for (let round = -warmUps; round < rounds; round += 1) {
      const pulled = await pullAll(origin, plan)
      const bareMs = await timeBare(store)
      if (round < 0) continue
      pulls.push(pulled)
      bare.push(bareMs)
    }
    return rowsOf(pulls, percentile(bare, 0.5))
  } finally {
    await test.close()
    await store.stop()
  }
}

/** The same rows to everybody, as the database prints them: read on one connection and packed, page by page, without HTTP. */
async function timeBare({ pool }: Store): Promise<number> {
  const { rows: found } = await pool.query<{ id: string }>('select id from spaces')
  const started = performance.now()
  for (const { id } of found) {
    for (let seq = 0, size = 1; size > 0; seq += limits.pullRows) {
      const page = await pool.query<{ body: string }>(
        'select body::text from sync_rows where space_id = $1 and seq > $2 order by seq limit $3',
        [id, seq, limits.pullRows],
      )
      size = page.rows.length
      await pack(`[${page.rows.map(({ body }) => body).join()}]`, { level: 5 })
    }
  }
  return performance.now() - started
}

const pack = promisify(gzip)

function rowsOf(pulls: readonly Pulled[], bareMs: number): BenchRow[] {
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
      note: `${String(last.pages)} pages of at most ${kb(last.largestPage)} unpacked, ${String(rounds)} rounds; from each request to its last byte; bare SQL and gzip: ${bareMs.toFixed(0)} ms`,
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
