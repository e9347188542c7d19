import type { CDPSession, Page } from 'playwright-core'
import { plantPins } from '../../e2e/phone/plant-outbox.ts'
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
 * The page of a pin in Chromium, without a network and with the map on the phone: milliseconds from the line that waits for the name
 * until it stands there. The pins lie all over the town, so that most of them need tiles that no other one has read.
 */
export async function measure(): Promise<BenchRow[]> {
  const app = await startLiveApp({ map: demoMap('sindal') })
  const browser = await launchBrowser()
  try {
    const walker = await Walker.onNewPhone(browser, app.origin)
    const { page } = walker
    await page.addInitScript(watchNames)
    await walker.join('SIND26')
    await walker.prepareOffline()
    await page.getByText('KLAR', { exact: true }).waitFor()
    app.proxy.setWeather('refuse')
    const places = await namedPlaces()
    const ids = await plantPins(page, {
      count: places.length,
      text: (n) => `Sted ${String(n)}`,
      placeOf: (n) => places[n - 1],
    })
    const times = await openAll(page, ids)
    const p95 = percentile(times, 0.95)
    return [
      {
        name: `Place name of a pin on the phone, ${String(throttle)}x throttle`,
        value: p95,
        unit: 'ms, p95',
        target: '<= 50 ms',
        ok: p95 <= limitMs && times.length === pins,
        note: `${String(times.length)} pins, median ${percentile(times, 0.5).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
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

/** Opens the page of each pin, one after the other, without starting the app again. */
async function openAll(page: Page, ids: readonly string[]): Promise<number[]> {
  await page.reload()
  await page.getByRole('link', { name: /^Liste/ }).waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  const times: number[] = []
  for (const id of ids) times.push(await openPin(devtools, id))
  return times
}

/** By the protocol: the driver's own waiting would compile its tools inside the page that is measured. */
async function openPin(devtools: CDPSession, id: string): Promise<number> {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `openPin(${JSON.stringify(id)})`,
    awaitPromise: true,
    returnByValue: true,
  })
  if (typeof result.value !== 'number') throw new Error('The page of a pin showed no name')
  return result.value
}

/** Runs in the page: goes to a pin like the back button does, and returns how long its line has waited for the name. */
function watchNames(): void {
  const openPin = (id: string) =>
    new Promise<number>((resolve) => {
      let waitsSince: number | undefined
      const observer = new MutationObserver(() => {
        const line = document.querySelector('.facts .map-name')
        const isWaiting = document.querySelector('.facts') !== null && line === null
        if (isWaiting) waitsSince ??= performance.now()
        if (!line || waitsSince === undefined) return
        observer.disconnect()
        resolve(performance.now() - waitsSince)
      })
      observer.observe(document, { subtree: true, childList: true })
      history.pushState(history.state, '', `/registrering/${id}`)
      dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
    })
  Object.assign(globalThis, { openPin })
}
