import type { AddressInfo } from 'node:net'
import type { Store } from '../../../server/store/database/database.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { startDurableStore } from '../../support/databases/durable-store.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { bareRows, insertBare } from './push-bare.ts'

const observations = 100
const perRequest = 20
const rounds = 25
/** Until code is compiled and every connection has its plans; a server runs for weeks. */
const warmUps = 20

/**
 * 100 observations in requests of 20 into one space of the embedded store with fsync on, over real HTTP, against the same rows as
 * bare SQL in transactions of 20. Both in turn, so that other load on the machine meets both; medians of the rounds.
 */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const testApp = await buildTestApp({ store })
  try {
    await testApp.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = testApp.app.server.address() as AddressInfo
    const pushed: number[] = []
    const bare: number[] = []
    for (let round = 0; round < warmUps + rounds; round += 1) {
      const viaApp = await timePushes(store, `http://127.0.0.1:${String(port)}`)
      const viaSql = await timeBare(store)
      if (round < warmUps) continue
      pushed.push(viaApp)
      bare.push(viaSql)
    }
    return rowsOf(percentile(pushed, 0.5), percentile(bare, 0.5))
  } finally {
    await testApp.close()
    await store.stop()
  }
}

function rowsOf(pushMs: number, bareMs: number): BenchRow[] {
  const perSecond = (observations * 1000) / pushMs
  const share = (bareMs / pushMs) * 100
  return [
    {
      name: `Push ${String(observations)} observations in requests of ${String(perRequest)}, one space`,
      value: perSecond,
      unit: 'mutations/s',
      target: '>= 1,000 mutations/s',
      ok: perSecond >= 1000,
      note: `median of ${String(rounds)} rounds over HTTP, embedded store, fsync on; ${pushMs.toFixed(0)} ms`,
    },
    {
      name: 'The same against bare SQL',
      value: share,
      unit: '%',
      target: '>= 40 %',
      ok: share >= 40,
      note: `the same rows in transactions of ${String(perRequest)}: ${bareMs.toFixed(0)} ms`,
    },
  ]
}

const batches = (): MutationEnvelope[][] =>
  Array.from({ length: observations / perRequest }, () =>
    Array.from({ length: perRequest }, () =>
      makeEnvelope({
        name: 'observation.create@1',
        args: makeCreate({ text: 'Lampen er slukket ved stien bag skolen, tredje gang i år.' }),
      }),
    ),
  )

/** Milliseconds for all requests, one after the other, in a municipality of its own. */
async function timePushes(store: Store, origin: string): Promise<number> {
  const town = await seedMunicipality(store)
  const bodies = batches().map((mutations) => pushBody(town, mutations))
  const headers = {
    cookie: town.phones.anna.cookie,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
  }
  const start = performance.now()
  for (const body of bodies) {
    const response = await fetch(`${origin}/api/sync/push`, { method: 'POST', headers, body })
    const { results } = (await response.json()) as { results: { status: string }[] }
    if (!results.every(({ status }) => status === 'applied')) throw new Error('A push failed')
  }
  return performance.now() - start
}

const pushBody = ({ phones, walk }: TestMunicipality, mutations: MutationEnvelope[]) =>
  JSON.stringify({
    protocol: 1,
    epoch: null,
    clientId: phones.anna.clientId,
    space: walk.id,
    mutations,
  })

async function timeBare(store: Store): Promise<number> {
  const town = await seedMunicipality(store)
  let head = 1
  const transactions = batches().map((mutations) => {
    const rows = mutations.map((mutation) => bareRows(town, mutation, (head += 1)))
    return { rows, head }
  })
  const client = await store.pool.connect()
  try {
    const start = performance.now()
    for (const transaction of transactions) await insertBare(client, town, transaction)
    return performance.now() - start
  } finally {
    client.release()
  }
}
