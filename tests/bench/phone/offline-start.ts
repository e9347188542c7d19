import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { Walker } from '../../e2e/people/walker.ts'
import { launchProfile } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startServer } from '../../support/server/start-server.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { startThrottled, throttle } from './throttled-start.ts'

const runs = 7
const limitMs = 1_500

/**
 * A phone that was made ready, without a network (the server is stopped, not only hidden from the browser): milliseconds
 * from the navigation to a map whose tiles are all drawn and a button that can be pressed.
 */
export async function measure(): Promise<BenchRow[]> {
  const mapFile = demoMap('aalborg')
  const profile = await mkdtemp(join(tmpdir(), 'lygte-start-'))
  const context = await launchProfile(profile)
  try {
    const origin = await makeReady(context, mapFile)
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const { page, ms } = await startThrottled(context, origin)
      times.push(ms)
      await page.close()
    }
    const value = percentile(times, 0.5)
    return [
      {
        name: `Warm offline start to usable map, ${String(throttle)}x throttle`,
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
    await fetchArea(walker)
    return server.origin
  } finally {
    await server.remove()
  }
}

/** Everything that a walk needs without a network. */
export async function fetchArea({ page, origin }: Walker): Promise<void> {
  await page.goto(`${origin}/klar`)
  await page.getByRole('button', { name: /^Gør klar/ }).click()
  await page.getByText('KLAR', { exact: true }).waitFor()
}
