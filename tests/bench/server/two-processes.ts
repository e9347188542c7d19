import { cpus } from 'node:os'
import { startDurableStore, type DurableStore } from '../../support/databases/durable-store.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { postAll } from './http-load.ts'
import { loadsOf, planPushes } from './push-plan.ts'
import { spawnApp, type AppProcess } from './spawn-app.ts'

const rounds = 5
const warmUps = 2
const size = { clients: 8, spaces: 16, perRequest: 20, requestsPerClient: 8 }
const perRound = size.clients * size.requestsPerClient * size.perRequest

interface Pace {
  perSecond: number
  /** Share of all cores that was at work, 0 to 1. */
  busy: number
  /** Milliseconds of processor time that the app took for a push of 20. */
  appMs: number
}

/**
 * The same pushes through one app process and through two on the same PostgreSQL, round by round. What two can give is bounded by the cores:
 * database, apps and the sending phones share them here, so the row also says how busy they were and what took the time.
 */
export async function measure(): Promise<BenchRow[]> {
  const store = await startDurableStore()
  const apps = [await spawnApp(store.address), await spawnApp(store.address)] as const
  const one: Pace[] = []
  const two: Pace[] = []
  try {
    for (let round = -warmUps; round < rounds; round += 1) {
      const alone = await push(store, [apps[0], apps[0]])
      const both = await push(store, apps)
      if (round < 0) continue
      one.push(alone)
      two.push(both)
    }
  } finally {
    await Promise.all(apps.map((app) => app.stop()))
    await store.stop()
  }
  return [rowOf(one, two)]
}

const middle = (paces: readonly Pace[], field: keyof Pace) =>
  percentile(
    paces.map((pace) => pace[field]),
    0.5,
  )

function rowOf(one: readonly Pace[], two: readonly Pace[]): BenchRow {
  const scale = middle(two, 'perSecond') / middle(one, 'perSecond')
  const busyAlone = middle(one, 'busy')
  const cores = String(cpus().length)
  // With hardly a free core left beside one process, a second has nothing to run on.
  const isBoundByCores = busyAlone > 0.85
  return {
    name: 'Pushes through two app processes against one',
    value: scale,
    unit: 'times',
    target: '>= 1.6 times, or the limit named',
    ok: scale >= 1.6 || isBoundByCores,
    note:
      `${middle(one, 'perSecond').toFixed(0)} and ${middle(two, 'perSecond').toFixed(0)} mutations/s; ` +
      `with one process ${(busyAlone * 100).toFixed(0)} % of ${cores} cores were busy, ${middle(one, 'appMs').toFixed(1)} ms of app time a push of 20` +
      (isBoundByCores ? ': the cores are the limit' : ''),
  }
}

/** Two senders, one for each app given, so that both ways are asked alike. */
async function push(store: DurableStore, apps: readonly [AppProcess, AppProcess]): Promise<Pace> {
  const loads = loadsOf(await planPushes(store, size))
  const half = loads.length / 2
  const appBefore = await appTime(apps)
  const before = coreTimes()
  const started = performance.now()
  await Promise.all([
    postAll(apps[0].origin, loads.slice(0, half)),
    postAll(apps[1].origin, loads.slice(half)),
  ])
  const elapsed = performance.now() - started
  const after = coreTimes()
  const appMs = (await appTime(apps)) - appBefore
  return {
    perSecond: (perRound * 1000) / elapsed,
    busy: (after.busy - before.busy) / (after.all - before.all),
    appMs: appMs / (size.clients * size.requestsPerClient),
  }
}

async function appTime(apps: readonly AppProcess[]): Promise<number> {
  const times = await Promise.all([...new Set(apps)].map((app) => app.cpuMs()))
  return times.reduce((sum, time) => sum + time, 0)
}

function coreTimes(): { busy: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({
    busy: user + nice + sys + irq,
    idle,
  }))
  const busy = times.reduce((sum, core) => sum + core.busy, 0)
  return { busy, all: times.reduce((sum, core) => sum + core.idle, busy) }
}
