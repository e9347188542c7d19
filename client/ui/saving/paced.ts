interface Pace {
  /** After so long without a call, milliseconds. */
  restMs: number
  /** And never later than so long after the first call: whoever goes on typing is served, too. */
  maxMs: number
}

/** Work that follows quick calls (typing, moving a map) once they rest, and at the latest after `maxMs`. */
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

  /** Does now what is waiting, if anything is. */
  function flush(): void {
    if (resting !== undefined) run()
  }

  return { schedule, flush, cancel }
}
