import type { Page } from 'playwright-core'
import { plantPins } from '../../e2e/phone/plant-outbox.ts'
import { Walker } from '../../e2e/people/walker.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startLiveApp } from '../../support/server/live-app.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { throttle } from './throttled-start.ts'

const queued = 1_000
const saves = 20
const limitMs = 100

/**
 * The rating of a stop in Chromium, without a network and with 1,000 pins in the outbox: milliseconds from the press of "Gem" until the
 * strictly durable transaction with the answers has completed.
 */
export async function measure(): Promise<BenchRow[]> {
  const app = await startLiveApp()
  const browser = await launchBrowser()
  try {
    const walker = await Walker.onNewPhone(browser, app.origin)
    const { page } = walker
    await page.addInitScript(watchRating)
    await walker.join('VEJG24')
    await walker.waitForWorker()
    app.proxy.setWeather('refuse')
    await plantPins(page, { count: queued, text: (n) => `Lampe ${String(n)}` })
    await page.reload()
    await walker.waitForPill(/1\.?000 venter/)
    const times: number[] = []
    for (let count = 0; count < saves; count += 1) times.push(await rateOnce(page, app.origin))
    const p95 = percentile(times, 0.95)
    return [
      {
        name: `Save the rating of a stop, ${queued.toLocaleString('en-GB')} queued, ${String(throttle)}x throttle`,
        value: p95,
        unit: 'ms, p95',
        target: '<= 100 ms',
        ok: p95 <= limitMs,
        note: `${String(saves)} ratings, median ${percentile(times, 0.5).toFixed(0)} ms`,
      },
    ]
  } finally {
    await browser.close()
    await app.close()
  }
}

type RatingWatch = typeof globalThis & { ratingStored: Promise<number> }

/** Only the press and what it starts is slowed and timed. */
async function rateOnce(page: Page, origin: string): Promise<number> {
  await page.goto(`${origin}/stop`)
  await page.getByRole('button', { name: /^1 Torvet ved butikkerne/ }).click()
  const answer = page.getByRole('button', { name: 'utrygt', exact: true })
  await answer.waitFor()
  if ((await answer.getAttribute('aria-pressed')) === 'false') await answer.click()
  const save = page.getByRole('button', { name: 'Gem', exact: true })
  await save.waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await save.click()
  // By the protocol: the driver's own waiting would compile its tools inside the page that is measured.
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: 'ratingStored',
    awaitPromise: true,
    returnByValue: true,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await devtools.detach()
  // Back on the map, so that the next step does not meet this one under way.
  await page.locator('.strip').waitFor()
  if (typeof result.value !== 'number') throw new Error('No rating was saved')
  return result.value
}

/** Runs in the page: from each press of "Gem" to the completion of the next transaction that writes to the outbox. */
function watchRating(): void {
  const watch = globalThis as RatingWatch
  let noteStored: (() => void) | undefined
  document.addEventListener(
    'click',
    ({ target, timeStamp }) => {
      const button = target instanceof Element ? target.closest('button') : null
      if (button?.textContent.trim() !== 'Gem') return
      watch.ratingStored = new Promise((resolve) => {
        noteStored = () => resolve(performance.now() - timeStamp)
      })
    },
    { capture: true },
  )
  const open = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const transaction = open.call(this, stores, mode, options)
    if (mode === 'readwrite' && [...stores].includes('mutation') && noteStored) {
      transaction.addEventListener('complete', noteStored)
      noteStored = undefined
    }
    return transaction
  }
}
