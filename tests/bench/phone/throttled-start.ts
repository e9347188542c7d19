import type { BrowserContext, CDPSession, Page } from 'playwright-core'

/** How much slower than this machine the phone is. */
export const throttle = 4

export interface TimedStart {
  page: Page
  devtools: CDPSession
  ms: number
}

/**
 * One start of the app, slowed down: milliseconds from the navigation to a map whose tiles are all drawn and a button that can be pressed.
 * The page is for the caller to close.
 */
export async function startThrottled(context: BrowserContext, origin: string): Promise<TimedStart> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.addInitScript(watchForUsableMap)
  await page.goto(origin)
  return { page, devtools, ms: await readTime(devtools) }
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
