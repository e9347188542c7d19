import { Worker } from 'node:worker_threads'
import { startDurableStore } from '../../support/databases/durable-store.ts'
import { seedMunicipality, seedPhone, seedWalk } from '../../support/fixtures/people.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import type { StreamsPlan, StreamsResult } from './event-streams-thread.ts'
import { loadsOf, planPushes } from './push-plan.ts'
import { spawnApp } from './spawn-app.ts'

const streams = 1_000
const walks = 8
const commitsPerSecond = 20
const seconds = 10

/**
 * 1,000 phones of eight walks listen, and twenty pins a second are pushed: milliseconds from the sending of a push to its wake-up at each
 * listener of its walk, and what the server's process grew by for each stream. Listeners and pushing phone share a thread of their own.
 */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const app = await spawnApp(store.address)
  try {
    const plan = await planStreams(store)
    const worker = new Worker(new URL('event-streams-thread.ts', import.meta.url), {
      workerData: { ...plan, origin: app.origin },
    })
    const heard = <T>() =>
      new Promise<T>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      })
    await heard()
    const before = await app.memory()
    worker.postMessage('listen')
    await heard()
    const after = await app.memory()
    worker.postMessage('push')
    const { delays, missed } = await heard<StreamsResult>()
    await worker.terminate()
    return rowsOf({ delays, missed, bytesPerStream: (after - before) / streams })
  } finally {
    await app.stop()
    await store.stop()
  }
}

function rowsOf({
  delays,
  missed,
  bytesPerStream,
}: StreamsResult & { bytesPerStream: number }): BenchRow[] {
  const p99 = percentile(delays, 0.99)
  const name = `${streams.toLocaleString('en-GB')} event streams, ${String(commitsPerSecond)} commits/s`
  return [
    {
      name: `${name}: push to wake-up`,
      value: p99,
      unit: 'ms, p99',
      target: '<= 300 ms',
      ok: p99 <= 300 && missed === 0,
      note: `${delays.length.toLocaleString('en-GB')} wake-ups, median ${percentile(delays, 0.5).toFixed(0)} ms, ${String(missed)} missed`,
    },
    {
      name: `${name}: memory of a stream`,
      value: bytesPerStream / 1024,
      unit: 'KB',
      target: '<= 60 KB',
      ok: bytesPerStream <= 60 * 1024,
      note: 'resident memory of the server process, after collecting garbage',
    },
  ]
}

async function planStreams(store: Store): Promise<Omit<StreamsPlan, 'origin'>> {
  const town = await seedMunicipality(store)
  const listeners: StreamsPlan['listeners'] = []
  for (let number = 0; number < walks; number += 1) {
    const { id: walkId } = await seedWalk(store, town.id, {})
    for (let phone = 0; phone < streams / walks; phone += 1) {
      const seed = { municipalityId: town.id, walkId, role: 'walker' as const, name: 'phone' }
      const { cookie } = await seedPhone(store, seed)
      listeners.push({ cookie, space: walkId })
    }
  }
  const spaces = [...new Set(listeners.map(({ space }) => space))]
  const requestsPerClient = commitsPerSecond * seconds
  const within = { town, walks: spaces }
  const size = { clients: 1, spaces: spaces.length, perRequest: 1, requestsPerClient, within }
  const [pushes] = loadsOf(await planPushes(store, size))
  return { listeners, pushes, everyMs: 1_000 / commitsPerSecond }
}
