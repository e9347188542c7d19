/** Shortest pause between two refreshes, milliseconds: news within a second, without a burst of requests. */
const shortestRestMs = 250
/** At most a third of the time is spent on requests, however slow the answers are; */
const restPerWork = 2
/** but a refresh during which the computer slept seems to have taken hours, and a desk must be current within five seconds (J3). */
const longestRestMs = 4_000

export interface LiveRefreshOptions {
  look: () => Promise<void>
  nowMs?: () => number
  rest?: (milliseconds: number) => Promise<void>
}

const waitFor = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/**
 * Turns any number of wake-ups into refreshes that never overlap: the first one refreshes at once; wake-ups during a refresh or its
 * pause cause exactly one more, so that nothing is missed.
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
