import type { Page } from 'playwright-core'
import { Official } from '../../e2e/people/official.ts'
import { launchBrowser } from '../../support/browser/browser.ts'
import { demoMap } from '../../support/repository.ts'
import { startServer } from '../../support/server/start-server.ts'
import type { BenchRow } from '../bench-row.ts'
import { fillWalk } from '../phone/fill-walk.ts'
import { throttle } from '../phone/throttled-start.ts'

const targetMs = 200
const fullWalk = 'NYVA26'

/** The plan of a walk, with the open findings of a full walk in view: the longest task from the first click to a suggested route. */
export async function measure(): Promise<BenchRow[]> {
  const server = await startServer({ withClient: true, env: { MAP_FILE: demoMap('aalborg') } })
  const browser = await launchBrowser()
  try {
    await fillWalk(server.origin, fullWalk)
    const carla = await Official.onNewLaptop(browser, server.origin)
    await carla.signIn('koordinator')
    const { found, longest } = await measurePlan(carla.page, server.origin)
    return [
      {
        name: `Plan screen with ${found.toLocaleString('en-GB')} earlier findings in view, ${String(throttle)}x throttle, longest task`,
        value: longest,
        unit: 'ms',
        target: `<= ${String(targetMs)} ms`,
        ok: longest <= targetMs && found >= 5_000,
      },
    ]
  } finally {
    await browser.close()
    await server.remove()
  }
}

async function measurePlan(
  page: Page,
  origin: string,
): Promise<{ found: number; longest: number }> {
  await page.goto(`${origin}/desk/vandringer/ny`)
  const findings = page.getByRole('checkbox', { name: 'Åbne registreringer fra før' })
  await findings.waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.evaluate(watchTasks)
  await findings.check()
  const count = page.getByText(/^[\d.]+ på kortet her$/)
  await count.waitFor()
  const found = Number((await count.innerText()).replace(/\D/g, ''))
  await page.getByRole('button', { name: 'Foreslå rute gennem mærkerne' }).click()
  await page.getByLabel('Stop 2: navn').waitFor()
  await page.getByRole('radio', { name: 'Tunnel', exact: true }).check()
  await page.getByText('Forslag: 5 stop').waitFor()
  return { found, longest: await page.evaluate(longestTask) }
}

type TaskWatch = typeof globalThis & { taskMs: number[] }

/** Runs in the page: the browser reports tasks of 50 ms and more. */
function watchTasks(): void {
  const watch = globalThis as TaskWatch
  watch.taskMs = [0]
  new PerformanceObserver((list) => {
    watch.taskMs.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
}

const longestTask = (): number => Math.max(...(globalThis as TaskWatch).taskMs)
