import { Walker } from '../../e2e/people/walker.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp } from '../../support/server/live-app.ts'
import { fixture } from '../../support/repository.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { saveThrottled, watchSaving, type SaveTimes } from './throttled-save.ts'

const queued = 1_000
const saves = 30
const limitMs = 150

/**
 * The walk app in Chromium, without a network and with 1,000 pins in its outbox: milliseconds from the press of "Gem" on a pin with one
 * photo until the strictly durable transaction with it has completed. The note says when the screen said so too; without a graphics
 * processor that is mostly the drawing of the map.
 */
export async function measure(): Promise<BenchRow[]> {
  const photo = fixture('photos/DSCN0010.jpg')
  const app = await startLiveApp()
  const browser = await launchBrowser()
  try {
    const walker = await Walker.onNewPhone(browser, app.origin)
    await walker.page.addInitScript(watchSaving)
    await walker.join()
    await walker.waitForWorker()
    app.proxy.setWeather('refuse')
    await walker.chooseTopic('Lys', 'Lampe slukket')
    await walker.save()
    await walker.page.evaluate(multiplyPin, queued)
    await walker.page.reload()
    await walker.waitForPill(/1\.?000 venter/)
    const times: SaveTimes[] = []
    for (let count = 0; count < saves; count += 1) times.push(await saveThrottled(walker, photo))
    const toDisk = times.map(({ stored }) => stored)
    const p95 = percentile(toDisk, 0.95)
    return [
      {
        name: `Save a pin with one photo, ${queued.toLocaleString('en-GB')} queued, 4x throttle`,
        value: p95,
        unit: 'ms, p95',
        target: '<= 150 ms',
        ok: p95 <= limitMs,
        note: `${String(saves)} pins, median ${medianOf(toDisk)} ms; on the screen after ${medianOf(times.map(({ shown }) => shown))} ms`,
      },
    ]
  } finally {
    await browser.close()
    await app.close()
  }
}

const medianOf = (times: readonly number[]) => percentile(times, 0.5).toFixed(0)

interface SavedPin {
  id: string
  entity: string
  argsText: string
}

/** Runs in the page: copies of the one pin in the outbox, as if a thousand had been saved, spread over the town. */
async function multiplyPin(count: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('lygte-outbox')
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => reject(new Error('cannot open the outbox')))
  })
  const transaction = database.transaction(['mutation', 'identity'], 'readwrite')
  const store = transaction.objectStore('mutation')
  const original = await new Promise<SavedPin | undefined>((resolve) => {
    const reading = store.getAll()
    reading.addEventListener('success', () => {
      resolve((reading.result as SavedPin[])[0])
    })
  })
  if (!original) throw new Error('the outbox is empty')
  for (let index = 1; index < count; index += 1) {
    const copy = (id: string) => id.slice(0, -4) + index.toString(16).padStart(4, '0')
    const args = JSON.parse(original.argsText) as {
      observationId: string
      position: { longitude: number; latitude: number }
    }
    args.observationId = copy(original.entity)
    args.position.longitude += ((index % 32) - 16) / 1_000
    args.position.latitude += (Math.floor(index / 32) - 16) / 2_000
    store.put({
      ...original,
      id: copy(original.id),
      entity: args.observationId,
      argsText: JSON.stringify(args),
      clientSeq: 1 + index,
      waitingSeq: 1 + index,
    })
  }
  transaction.objectStore('identity').put(JSON.stringify(count + 1), 'sequence')
  await new Promise((resolve) => transaction.addEventListener('complete', resolve))
  database.close()
}
