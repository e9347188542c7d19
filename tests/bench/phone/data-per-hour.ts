import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, CDPSession } from 'playwright-core'
import { Walker } from '../../e2e/people/walker.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { fixture } from '../../support/repository.ts'
import { startServer } from '../../support/server/start-server.ts'
import type { BenchRow } from '../bench-row.ts'
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts'

/** How long is measured; an hour is extrapolated from it. */
const minutes = Number(process.env['MINUTES'] ?? 5)
/** After the start, until the app's files, the rows and the first look at the map are there. */
const settleMs = 60_000
const pinEveryMs = 5 * 60_000

const photo = fixture('photos/DSCN0010.jpg')

interface Phone {
  devtools: CDPSession
  walker: Walker
  proxy: CountingProxy
}

/**
 * Bytes and seconds of work an hour of two phones on one walk under way, by real time on loopback: one that is looked at, and one that saves a pin with a
 * photo every five minutes. Each sees what the other causes. Files of the app and the map are on the phones before the measurement.
 */
export async function measure(): Promise<BenchRow[]> {
  const server = await startServer({ withClient: true, env: { MAP_FILE: 'none' } })
  const browser = await launchBrowser()
  try {
    const phones = [await joined(browser, server.origin), await joined(browser, server.origin)]
    // The walk of the demo is ahead; the question is answered once.
    await phones[1]?.walker.insistOnWalk()
    await wait(settleMs)
    const before = await Promise.all(phones.map(readPhone))
    const start = performance.now()
    await pinUntil(phones[1]?.walker, start + minutes * 60_000)
    const after = await Promise.all(phones.map(readPhone))
    return after.flatMap((reading, index) => rowsOf(index, reading, before[index]))
  } finally {
    await browser.close()
    await server.remove()
  }
}

async function joined(browser: Browser, origin: string): Promise<Phone> {
  const proxy = await startCountingProxy(origin)
  const walker = await Walker.onNewPhone(browser, proxy.origin)
  await walker.join('VEJG24')
  await walker.waitForWorker()
  const devtools = await walker.page.context().newCDPSession(walker.page)
  await devtools.send('Performance.enable')
  return { devtools, walker, proxy }
}

interface Reading {
  up: number
  down: number
  /** Of the page's main thread, since it was opened: the part of a battery's use that an app decides beside the screen and the position. */
  workSeconds: number
}

async function readPhone({ devtools, proxy }: Phone): Promise<Reading> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  const workSeconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  return { ...proxy.bytes, workSeconds }
}

async function pinUntil(walker: Walker | undefined, endMs: number): Promise<void> {
  for (let next = performance.now(); next < endMs; next += pinEveryMs) {
    await wait(Math.max(0, next - performance.now()))
    await walker?.chooseTopic('Lys', 'Lampe slukket')
    await walker?.addPhoto(photo)
    await walker?.save()
  }
  await wait(Math.max(0, endMs - performance.now()))
}

const names = ['that is looked at', 'with a pin and a photo of 160 kB every 5 minutes']

function rowsOf(index: number, after: Reading, before = after): BenchRow[] {
  const anHour = (amount: number) => (amount * 60) / minutes
  const [up, down] = [
    anHour(after.up - before.up) / 1_000,
    anHour(after.down - before.down) / 1_000,
  ]
  const work = anHour(after.workSeconds - before.workSeconds)
  const phone = `phone ${names[index] ?? ''}`
  const note = `from ${String(minutes)} minutes`
  return [
    {
      ...{ name: `Data an hour, ${phone}`, value: up + down, unit: 'kB', target: 'none', ok: true },
      note: `sent ${up.toFixed(0)} kB, received ${down.toFixed(0)} kB; ${note}`,
    },
    {
      ...{ name: `Work of the page an hour, ${phone}`, value: work, unit: 's', target: 'none' },
      ...{ ok: true, note: `${((work / 3_600) * 100).toFixed(2)} % of the time; ${note}` },
    },
  ]
}
