/** Shortest rest between two looks, milliseconds: news within a second, a storm of changes without a storm of questions. */
const shortestRestMs = 250
/** At most a third of the time is spent asking, however slow the answers are; */
const restPerWork = 2
/** but a look during which the machine slept seems to have taken hours, and a desk is to be current within five seconds (J3). */
const longestRestMs = 4_000

export interface LiveRefreshOptions {
  look: () => Promise<void>
  nowMs?: () => number
  rest?: (milliseconds: number) => Promise<void>
}

const waitFor = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Turns any number of wake-ups into looks that never overlap: the first looks at once; wake-ups during a look or its rest
 * make exactly one more look, so that nothing that happened is missed.
 */
export function makeLiveRefresh(options: LiveRefreshOptions): () => void {
  const { look, nowMs = () => performance.now(), rest = waitFor } = options
  let isWanted = false
  let isRunning = false

  async function run() {
    isRunning = true
    try {
      while (isWanted) {
        isWanted = false
        const begun = nowMs()
        await look()
        const wanted = restPerWork * (nowMs() - begun)
        await rest(Math.min(longestRestMs, Math.max(shortestRestMs, wanted)))
      }
    } finally {
      isRunning = false
    }
  }

  return () => {
    isWanted = true
    if (!isRunning) void run()
  }
}
