/**
 * News that arrive while reading lead to one more reading, not to many. The answer resolves after a reading that began later than
 * the call: what the caller has just written is in it.
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

/** A reading may take a quarter of the time: a phone that delivers a thousand pins has other things to do than to show each step. */
const restFactor = 3

/**
 * News lead to a reading at once; after one that took long, the next waits three times as long. The last news are always read. A reading
 * that fails is told to whoever hears of rejections, and the next news read again.
 */
export function unhurried(read: () => Promise<void>): () => void {
  let isWanted = false
  let isBusy = false
  const readAndRest = async (): Promise<void> => {
    isWanted = false
    const start = performance.now()
    await read()
    const restMs = (performance.now() - start) * restFactor
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
