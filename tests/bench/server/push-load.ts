import fastify from 'fastify'
import type { Store } from '../../../server/store/database/database.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { startDurableStore } from '../../support/databases/durable-store.ts'
import { percentile, rowsOrFailure, type BenchRow } from '../bench-row.ts'
import { postAll, type ClientLoad } from './http-load.ts'
import { bareRows, insertBare } from './push-bare.ts'
import { loadsOf, planPushes, type PlanSize, type PushPlan } from './push-plan.ts'

const clients = 8
const rounds = 5
/** Until code is compiled and every connection has its plans; one push is little work, so it takes more of them. */
const warmUps = (perRequest: number) => (perRequest === 1 ? 10 : 2)

/** pouchdb-server 4 with requests of 20 documents, measured on this kind of machine; it does not fsync (decisions of November 2026). */
const pouchdbServer = 3_500

interface Timed {
  perSecond: number[]
  barePerSecond: number[]
  againPerSecond: number[]
  besidePerSecond: number[]
}

/**
 * Eight phones at once over real HTTP from a thread of their own, on the embedded store with fsync on: requests of 20 into one space and
 * into 16, then single mutations into 8 – each beside its bare limit, round by round, so that other load on the machine meets both.
 */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const test = await buildTestApp({ store })
  try {
    const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const bench = { store, origin }
    return [
      ...(await rowsOrFailure('Pushes, one space', async () =>
        batchRows('one space', await repeat(bench, inSpaces(1))),
      )),
      ...(await rowsOrFailure('Pushes, 16 spaces', async () => {
        const many = await repeat(bench, inSpaces(16))
        return [...batchRows('16 spaces', many), aheadOfPouch(many)]
      })),
      ...(await rowsOrFailure('Single pushes', () => measureSingles(bench))),
    ]
  } finally {
    await test.close()
    await store.stop()
  }
}

const inSpaces = (spaces: number): PlanSize => ({
  clients,
  spaces,
  perRequest: 20,
  requestsPerClient: 8,
})

interface Bench {
  store: Store
  origin: string
}

/** `beside` is given the same loads in every round. */
async function repeat(
  { store, origin }: Bench,
  size: PlanSize,
  beside?: (loads: ClientLoad[]) => Promise<number>,
): Promise<Timed> {
  const timed: Timed = {
    perSecond: [],
    barePerSecond: [],
    againPerSecond: [],
    besidePerSecond: [],
  }
  for (let round = -warmUps(size.perRequest); round < rounds; round += 1) {
    const plan = await planPushes(store, size)
    const count = size.clients * size.requestsPerClient * size.perRequest
    const loads = loadsOf(plan)
    const first = await postAll(origin, loads)
    const again = await postAll(origin, loads)
    const bareMs = await timeBare(store, await planPushes(store, size))
    const besideMs = await beside?.(loads)
    if (round < 0) continue
    timed.perSecond.push((count * 1000) / first.elapsedMs)
    timed.againPerSecond.push((count * 1000) / again.elapsedMs)
    timed.barePerSecond.push((count * 1000) / bareMs)
    if (besideMs !== undefined) timed.besidePerSecond.push((count * 1000) / besideMs)
  }
  return timed
}

const median = (values: readonly number[]) => percentile(values, 0.5)

function batchRows(where: string, { perSecond, barePerSecond, againPerSecond }: Timed): BenchRow[] {
  const share = (median(perSecond) / median(barePerSecond)) * 100
  return [
    {
      name: `Push requests of 20, ${where}, ${String(clients)} clients`,
      value: share,
      unit: '% of bare SQL',
      target: '>= 40 %',
      ok: share >= 40,
      note:
        `${median(perSecond).toFixed(0)} mutations/s, bare ${median(barePerSecond).toFixed(0)}/s, ` +
        `sent again ${median(againPerSecond).toFixed(0)}/s; medians of ${String(rounds)} rounds`,
    },
  ]
}

function aheadOfPouch({ perSecond }: Timed): BenchRow {
  const value = median(perSecond)
  return {
    name: 'The same beside pouchdb-server, 16 spaces',
    value,
    unit: 'mutations/s',
    target: `> ${String(pouchdbServer)} mutations/s`,
    ok: value > pouchdbServer,
    note: `best round ${Math.max(...perSecond).toFixed(0)}; that one does not fsync`,
  }
}

/** The same rows as the plan's in transactions of the same size, on as many connections. */
async function timeBare(store: Store, { town, pushes }: PushPlan): Promise<number> {
  const heads = new Map<string, number>()
  const work = pushes.map((turns) =>
    turns.map(({ space, mutations }) => {
      const walk = { ...town.walk, id: space }
      const rows = mutations.map((mutation) => {
        const seq = (heads.get(space) ?? 1) + 1
        heads.set(space, seq)
        return bareRows({ ...town, walk }, mutation, seq)
      })
      return { town: { ...town, walk }, transaction: { rows, head: heads.get(space) ?? 1 } }
    }),
  )
  const connections = await Promise.all(work.map(() => store.pool.connect()))
  const started = performance.now()
  await Promise.all(
    connections.map(async (connection, index) => {
      for (const part of work[index] ?? []) {
        await insertBare(connection, part.town, part.transaction)
      }
    }),
  )
  const elapsed = performance.now() - started
  for (const connection of connections) connection.release()
  return elapsed
}

/** One mutation a request, and beside it the thinnest server that writes anything: one prepared INSERT a request. */
async function measureSingles(bench: Bench): Promise<BenchRow[]> {
  const size = { clients, spaces: clients, perRequest: 1, requestsPerClient: 60 }
  const thinServer = await startThin(bench.store)
  const singles = await repeat(bench, size, thinServer.post)
  await thinServer.close()
  const thin = median(singles.besidePerSecond)
  const share = (median(singles.perSecond) / thin) * 100
  const again = (median(singles.againPerSecond) / median(singles.perSecond)) * 100
  const note =
    `${median(singles.perSecond).toFixed(0)}/s, thin server ${thin.toFixed(0)}/s, ` +
    `bare SQL ${median(singles.barePerSecond).toFixed(0)}/s`
  return [
    {
      name: 'Single-mutation pushes, 8 clients over 8 walks',
      value: share,
      unit: '% of a thin server',
      target: '>= 20 %',
      ok: share >= 20,
      note,
    },
    {
      name: 'Re-sent single pushes against first ones',
      value: again,
      unit: '%',
      target: '>= 100 %',
      ok: again >= 100,
      note: `${median(singles.againPerSecond).toFixed(0)}/s`,
    },
  ]
}

async function startThin(store: Store) {
  await store.pool.query('create table thin (id uuid primary key, body jsonb not null)')
  const app = fastify()
  app.post('/thin', async (request) => {
    const { mutations } = request.body as { mutations: { id: string }[] }
    const values = [mutations[0]?.id, JSON.stringify(mutations[0])]
    await store.pool.query({ name: 'thin', text: 'insert into thin values ($1, $2)', values })
    return { status: 'applied' }
  })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const post = async (loads: ClientLoad[]): Promise<number> => {
    const atThin = loads.map((load) => ({ ...load, path: '/thin' }))
    return (await postAll(origin, atThin)).elapsedMs
  }
  return { post, close: () => app.close() }
}
