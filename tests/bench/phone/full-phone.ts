import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession } from 'playwright-core'
import sharp from 'sharp'
import { limits } from '../../../shared/limits.ts'
import { plantPins } from '../../e2e/phone/plant-outbox.ts'
import { Walker } from '../../e2e/people/walker.ts'
import { launchProfile } from '../../support/browser/browser.ts'
import { demoMap, fixture } from '../../support/repository.ts'
import { startServer, type ServerProcess } from '../../support/server/start-server.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { fetchArea } from './offline-start.ts'
import { fillWalk } from './fill-walk.ts'
import { saveThrottled, watchSaving } from './throttled-save.ts'
import { startThrottled, throttle, type TimedStart } from './throttled-start.ts'

const runs = 5
const saves = 20
const queued = 1_000
const photosEach = 3
/** Each holds 5,000, which is the most a walk may have. */
const walks = ['NYVA26', 'MIDT20']

/**
 * A phone at its limits, without a network: the rows of two full walks cached, 1,000 pins with three photos each waiting. Its start,
 * the saving of another pin with a photo, and what its page then holds in memory: all JavaScript heaps and buffers as the browser counts
 * them, after their garbage was collected.
 */
export async function measure(): Promise<BenchRow[]> {
  const profile = await mkdtemp(join(tmpdir(), 'lygte-full-'))
  const context = await launchProfile(profile)
  try {
    const { origin, rows } = await makeFull(context, demoMap('aalborg'))
    const starts: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const { page, ms } = await startThrottled(context, origin)
      starts.push(ms)
      await page.close()
    }
    const last = await startThrottled(context, origin)
    const stored = await saveSome(last, origin)
    return rowsOf({ rows, starts, stored, bytes: await memoryOf(last.devtools) })
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

interface Measured {
  rows: number
  starts: number[]
  stored: number[]
  bytes: number
}

function rowsOf({ rows, starts, stored, bytes }: Measured): BenchRow[] {
  const full = `Phone with ${rows.toLocaleString('en-GB')} rows, ${queued.toLocaleString('en-GB')} queued pins of ${String(photosEach)} photos, ${String(throttle)}x throttle`
  const start = percentile(starts, 0.5)
  const save = percentile(stored, 0.95)
  const megabytes = bytes / 1024 / 1024
  const seconds = starts.map((ms) => (ms / 1_000).toFixed(2)).join(' ')
  return [
    {
      name: `${full}: offline start`,
      value: start / 1_000,
      unit: 's',
      target: '<= 1.5 s',
      ok: start <= 1_500,
      note: `median of ${String(runs)}: ${seconds}`,
    },
    {
      name: `${full}: save a pin`,
      value: save,
      unit: 'ms, p95',
      target: '<= 150 ms',
      ok: save <= 150,
      note: `${String(saves)} pins, median ${percentile(stored, 0.5).toFixed(0)} ms`,
    },
    {
      name: `${full}: memory`,
      value: megabytes,
      unit: 'MB',
      target: '<= 150 MB',
      ok: megabytes <= 150,
      note: 'JavaScript heap and the buffers it holds, after the saves',
    },
  ]
}

/** Answers the address, where nobody answers any more. */
async function makeFull(context: BrowserContext, mapFile: string) {
  const server = await startServer({ withClient: true, env: { MAP_FILE: mapFile } })
  try {
    for (const code of walks) await fillWalk(server.origin, code)
    const walker = await Walker.onContext(context, server.origin)
    for (const code of [...walks].reverse()) await walker.join(code)
    await fetchArea(walker)
    // Nearly: a few pins of the demo are not for walkers to see.
    const enough = walks.length * limits.observationsPerWalk * 0.99
    while ((await walker.page.evaluate(countRows)) < enough) {
      await walker.page.waitForTimeout(500)
    }
    await plantQueue(walker, server)
    return { origin: server.origin, rows: await walker.page.evaluate(countRows) }
  } finally {
    await server.remove()
  }
}

/** What is planted is not sent: the app is away while it happens, and so is the server when it comes back. */
async function plantQueue({ page }: Walker, { origin }: ServerProcess): Promise<void> {
  const photo = await sharp(await readFile(fixture('photos/DSCN0010.jpg')))
    .resize(1_280)
    .jpeg({ quality: 70 })
    .toBuffer()
  await page.goto(`${origin}/api/health`)
  for (let planted = 0; planted < queued; planted += 50) {
    await plantPins(page, {
      count: 50,
      text: (n) => `Lampe ${String(planted + n)} er slukket`,
      photosEach,
      photo,
    })
  }
}

async function saveSome({ page, devtools }: TimedStart, origin: string): Promise<number[]> {
  await page.addInitScript(watchSaving)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await page.reload()
  const walker = new Walker(page, origin)
  await walker.waitForPill(`${String(queued * (1 + photosEach))} venter`)
  const photo = fixture('photos/DSCN0010.jpg')
  const stored: number[] = []
  for (let count = 0; count < saves; count += 1) {
    stored.push((await saveThrottled(walker, photo)).stored)
  }
  return stored
}

async function memoryOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = (await devtools.send('Runtime.getHeapUsage')) as {
    usedSize: number
    backingStorageSize?: number
  }
  return usedSize + backingStorageSize
}

/** Runs in the page. */
async function countRows(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-cache')
    opening.onsuccess = () => resolve(opening.result)
  })
  const counting = database.transaction('row').objectStore('row').count()
  const count = await new Promise<number>((resolve) => {
    counting.onsuccess = () => resolve(counting.result)
  })
  database.close()
  return count
}
