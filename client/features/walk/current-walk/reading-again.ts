/**
 * Coalesces concurrent readings. The promise resolves after a reading that began later than the call, so it includes what the
 * caller has just written.
 */
export function coalesced(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = (): Promise<void> => {
    next = undefined
    running = read().finally(() => (running = undefined))
    return running
  }
  return () => {
    if (!running) return begin()
    next ??= running.then(begin, begin)
    return next
  }
}

/** Reading may take a quarter of the time: a phone that delivers a thousand pins cannot show each step. */
const restFactor = 3

/** A phone that slept in the middle of a reading would count its sleep, and show nothing new for hours. */
const longestRestMs = 5_000

/**
 * Reads at once; after a slow reading the next one waits three times as long, at most five seconds. The last change is always read. A rejection is
 * unhandled, and the next change is read again.
 */
export function throttled(read: () => Promise<void>): () => void {
  let isWanted = false
  let isBusy = false
  const readAndRest = async (): Promise<void> => {
    isWanted = false
    const start = performance.now()
    await read()
    const restMs = Math.min(longestRestMs, (performance.now() - start) * restFactor)
    await new Promise((resolve) => setTimeout(resolve, restMs))
  }
  const work = async (): Promise<void> => {
    isBusy = true
    try {
      while (isWanted) await readAndRest()
    } finally {
      isBusy = false
    }
  }
  return () => {
    isWanted = true
    if (!isBusy) void work()
  }
}
