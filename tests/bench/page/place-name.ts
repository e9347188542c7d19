import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { NamedPoint } from '../../../client/ui/places/find-place-name.ts'
import { Walker } from '../../e2e/people/walker.ts'
import { placeNamesOf } from '../../../server/store/map/map-names.ts'
import { openMaps } from '../../../server/store/map/map-set.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startLiveApp } from '../../support/server/live-app.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { throttle } from '../phone/throttled-start.ts'

const limitMs = 50
const pins = 40

/**
 * The names of places on a phone in Chromium, without a network and with the map on the phone: milliseconds from the question to the name.
 * The code is the app's own, with the database that the app has filled, in a page that draws nothing beside. The places lie all over the
 * town, so that most of them need tiles that no other one has read.
 */
export async function measure(): Promise<BenchRow[]> {
  const app = await startLiveApp({ map: demoMap('sindal') })
  const browser = await launchBrowser()
  try {
    const walker = await Walker.onNewPhone(browser, app.origin)
    await walker.join('SIND26')
    await walker.prepareOffline()
    await walker.page.getByText('KLAR', { exact: true }).waitFor()
    const times = await timeNames(walker, await namedPlaces())
    const p95 = percentile(times, 0.95)
    return [
      {
        name: `Place name of a pin on the phone, ${String(throttle)}x throttle`,
        value: p95,
        unit: 'ms, p95',
        target: '<= 50 ms',
        ok: p95 <= limitMs && times.length === pins,
        note: `${String(times.length)} places, median ${percentile(times, 0.5).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
      },
    ]
  } finally {
    await browser.close()
    await app.close()
  }
}

/** Places all over Sindal that have a name, from a lattice of some 400 metres. */
async function namedPlaces() {
  const map = await openMaps([demoMap('sindal')])
  const [part] = map.parts
  if (!part) throw new Error('The map of Sindal has no part')
  const [west, south, east, north] = part.bounds
  const names = placeNamesOf(map)
  const found = []
  for (let latitude = south + 0.002; latitude < north; latitude += 0.004) {
    for (let longitude = west + 0.003; longitude < east; longitude += 0.007) {
      const place = { longitude, latitude }
      if (await names.nameAt(place)) found.push(place)
    }
  }
  await map.close()
  const step = Math.max(1, Math.floor(found.length / pins))
  return found.filter((_, index) => index % step === 0).slice(0, pins)
}

type Lookup = typeof globalThis & { timeName: (place: NamedPoint) => Promise<number> }

/** In a page of the same origin that is no page of the app: it has the phone's database, and nothing else to do. */
async function timeNames({ page, origin }: Walker, places: readonly NamedPoint[]) {
  await page.goto(`${origin}/api/health`)
  await page.context().setOffline(true)
  await page.evaluate(await lookupCode())
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  return page.evaluate(async (all) => {
    const times = []
    for (const place of all) times.push(await (globalThis as Lookup).timeName(place))
    return times
  }, places)
}

/** What the app calls for a name, as one script. */
async function lookupCode(): Promise<string> {
  const entry = fileURLToPath(new URL('name-lookup/name-lookup.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'lookup' } },
  })
  const [result] = [built].flat()
  if (!result || !('output' in result)) throw new Error('Vite has built nothing')
  return result.output[0].code
}
