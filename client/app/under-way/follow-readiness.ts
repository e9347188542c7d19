interface ReadinessParts {
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  now: () => number
  /** Somebody may want to know: the walk is ahead or under way. */
  isAsked: () => boolean
  /** Looks at everything that is needed without a network, and notes it for the leader. */
  check: () => Promise<void>
}

/** What was found stays true for a while; looking writes a little to the phone and asks the server about its map. */
const againAfterMs = 10 * 60_000

/** Looks at whether the phone is ready, so that its leader can be told: at the start, with another walk, and when the page comes back after a while. */
export function followReadiness({ page, now, isAsked, check }: ReadinessParts) {
  let checkedAt = -Infinity

  function look(): void {
    if (!isAsked()) return
    checkedAt = now()
    void check().catch(() => undefined)
  }

  function comeBack(): void {
    if (page.visibilityState === 'visible' && Math.abs(now() - checkedAt) >= againAfterMs) look()
  }

  page.addEventListener('visibilitychange', comeBack)
  return { look, stop: () => page.removeEventListener('visibilitychange', comeBack) }
}
