import type { CDPSession } from 'playwright-core'
import type { Walker } from '../../e2e/people/walker.ts'
import { throttle } from './throttled-start.ts'

/** The photo is prepared before; only the press and what it starts is slowed and timed. */
export async function saveThrottled(walker: Walker, photo: string): Promise<SaveTimes> {
  const { page } = walker
  await walker.chooseTopic('Renhold', 'Henkastet affald')
  await walker.addPhoto(photo)
  await page.locator('.thumb.stored img').first().waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await walker.saveButton().click()
  const times = await readTimes(devtools)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await devtools.detach()
  return times
}

/** Milliseconds after the press. */
export interface SaveTimes {
  stored: number
  shown: number
}
type SaveWatch = typeof globalThis & { saveTimes: Promise<SaveTimes> }

/** Milliseconds after which a save that was not shown makes the measurement fail. */
const longestMs = 60_000

/** Asks by the protocol: the driver's own waiting would compile its tools inside the page that is measured. */
async function readTimes(devtools: CDPSession): Promise<SaveTimes> {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `Promise.race([saveTimes, new Promise((resolve) => setTimeout(resolve, ${longestMs}))])`,
    awaitPromise: true,
    returnByValue: true,
  })
  if (result.value === undefined) throw new Error('No saved pin was shown')
  return result.value as SaveTimes
}

/** Runs in the page: from each press of the save button to the completed transaction, and to the notice on the screen. */
export function watchSaving(): void {
  const watch = globalThis as SaveWatch
  let pressedAt = 0
  let noteStored: (() => void) | undefined
  const isSave = (target: EventTarget | null) =>
    target instanceof Element && target.closest('button')?.textContent.trim() === 'Gem'
  const sincePress = () => performance.now() - pressedAt
  const whenShown = () =>
    new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        // The notice of an earlier save may stand there still, but a save leads to the map.
        if (location.pathname !== '/' || !document.querySelector('.undo')) return
        observer.disconnect()
        requestAnimationFrame(() => resolve(sincePress()))
      })
      observer.observe(document, { subtree: true, childList: true })
    })
  document.addEventListener(
    'click',
    ({ target, timeStamp }) => {
      if (!isSave(target)) return
      pressedAt = timeStamp
      const stored = new Promise<number>((resolve) => {
        noteStored = () => resolve(sincePress())
      })
      watch.saveTimes = Promise.all([stored, whenShown()]).then(([stored, shown]) => ({
        stored,
        shown,
      }))
    },
    { capture: true },
  )
  const open = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const transaction = open.call(this, stores, mode, options)
    const isWork = ['mutation', 'draft'].every((store) => [...stores].includes(store))
    if (mode === 'readwrite' && isWork && noteStored) {
      transaction.addEventListener('complete', noteStored)
      noteStored = undefined
    }
    return transaction
  }
}
