const firstDelayMs = 1_000
const longestDelayMs = 5 * 60 * 1_000

/**
 * Milliseconds beyond a `Retry-After`: a full server sends the same one to everybody, and the phones must not all return at its
 * end. They are spread over as long as the wait itself was, at least over the usual bound and at most over 5 min.
 */
export function spreadAfterMs(
  retryAfterMs: number,
  { failures, random }: { failures: number; random: () => number },
): number {
  const usual = retryDelayMs(failures, random)
  return Math.max(usual, Math.floor(random() * Math.min(longestDelayMs, retryAfterMs)))
}

/**
 * Milliseconds to wait after the n-th failure in a row (from 1): random between 0 and a bound that doubles from 1 s to 5 min ("full
 * jitter"), so that phones that lost their network together do not come back together (F5).
 */
export function retryDelayMs(failures: number, random: () => number): number {
  const bound = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 30))
  return Math.floor(random() * bound)
}

const longestRetryAfterMs = 60 * 60 * 1_000

/**
 * Milliseconds of a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3). A date is compared with the response's own
 * `Date`, never with the phone's clock. At most an hour: a broken proxy must not silence a phone.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (!text) return undefined
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(ms) ? undefined : Math.min(longestRetryAfterMs, Math.max(0, ms))
}
