import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, CDPSession } from 'playwright-core'
import { Walker } from '../e2e/walker.ts'
import { launchProfile } from '../support/browser.ts'
import { mapFiles, mapFolder } from '../support/map-harness/open-pmtiles.ts'
import { startServer } from '../support/start-server.ts'
import { percentile, type BenchRow } from './bench-row.ts'

const runs = 7
const throttle = 4
const limitMs = 1_500

/**
 * A phone that was made ready, without a network (the server is stopped, not only hidden from the browser): milliseconds
 * from the navigation to a map whose tiles are all drawn and a button that can be pressed.
 */
export async function measure(): Promise<BenchRow[]> {
  const mapFile = fileURLToPath(new URL(mapFiles['aalborg'] ?? '', mapFolder))
  if (!existsSync(mapFile)) throw new Error(`The real maps are missing: ${mapFile}`)
  const profile = await mkdtemp(join(tmpdir(), 'lygte-start-'))
  const context = await launchProfile(profile)
  try {
    const origin = await makeReady(context, mapFile)
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) times.push(await startOnce(context, origin))
    const value = percentile(times, 0.5)
    return [
      {
        name: 'Warm offline start to usable map, 4x throttle',
        value: value / 1_000,
        unit: 's',
        target: '<= 1.5 s',
        ok: value <= limitMs,
        note: `median of ${times.length}: ${times.map((ms) => (ms / 1_000).toFixed(2)).join(' ')}`,
      },
    ]
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

/** Joins the open walk and fetches everything; answers the address, where nobody answers any more. */
async function makeReady(context: BrowserContext, mapFile: string): Promise<string> {
  const server = await startServer({ withClient: true, env: { MAP_FILE: mapFile } })
  try {
    const walker = await Walker.onContext(context, server.origin)
    await walker.join()
    await walker.page.goto(`${server.origin}/klar`)
    await walker.page.getByRole('button', { name: /^Gør klar/ }).click()
    await walker.page.getByText('KLAR', { exact: true }).waitFor()
    return server.origin
  } finally {
    await server.remove()
  }
}

async function startOnce(context: BrowserContext, origin: string): Promise<number> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.addInitScript(watchForUsableMap)
  await page.goto(origin)
  const time = await readTime(devtools)
  await page.close()
  return time
}

/** Asks by the protocol: the driver's own waiting would compile its tools inside the page that is measured. */
async function readTime(devtools: CDPSession): Promise<number> {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: 'usableMapAt',
    awaitPromise: true,
    returnByValue: true,
  })
  return Number(result.value)
}

/**
 * Runs in the page before anything else. Looks only when a tile was drawn or a button has come or changed, and costs
 * nothing in between; the time is that of the next frame, in which a person sees it.
 */
function watchForUsableMap(): void {
  const isUsable = () => {
    const tiles = [...document.querySelectorAll('.vector-layer canvas')]
    const areDrawn = tiles.length > 0 && tiles.every((tile) => tile.matches('.leaflet-tile-loaded'))
    const buttons = areDrawn ? [...document.querySelectorAll('button')] : []
    return buttons.some((one) => one.textContent.includes('Registrér her') && !one.disabled)
  }
  const usableMapAt = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isUsable()) return
      observer.disconnect()
      requestAnimationFrame(() => resolve(performance.now()))
    })
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['class', 'disabled'],
    })
  })
  Object.assign(globalThis, { usableMapAt })
}
