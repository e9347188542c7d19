interface Pace {
  /** Milliseconds without a call before the work runs. */
  restMs: number
  /** The longest delay after the first call, for somebody who types without a pause. */
  maxMs: number
}

/** Debounces work that follows quick calls (typing, moving a map): it runs when they pause, and at the latest after `maxMs`. */
export function paced(work: () => void, { restMs, maxMs }: Pace) {
  let resting: ReturnType<typeof setTimeout> | undefined
  let latest: ReturnType<typeof setTimeout> | undefined

  function cancel(): void {
    clearTimeout(resting)
    clearTimeout(latest)
    resting = latest = undefined
  }

  function run(): void {
    cancel()
    work()
  }

  function schedule(): void {
    clearTimeout(resting)
    resting = setTimeout(run, restMs)
    latest ??= setTimeout(run, maxMs)
  }

  /** Runs pending work now. */
  function flush(): void {
    if (resting !== undefined) run()
  }

  return { schedule, flush, cancel }
}
