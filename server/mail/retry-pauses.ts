const minute = 60_000
const hour = 60 * minute

/** Before the second try, the third and so on: a greylisting server wants a few minutes, a full mailbox a day (RFC 5321 §4.5.4.1). */
const pauses = [5 * minute, 15 * minute, hour, 3 * hour, 8 * hour, 16 * hour, 24 * hour, 24 * hour]

/** Returns when to try again after so many tries; null when it is time to give up. */
export function nextTry(tries: number, nowMs: number): Date | null {
  const pause = pauses[tries - 1]
  return pause === undefined ? null : new Date(nowMs + pause)
}

/** While the mail server is away, no message counts a try. */
export const serverAwayMs = 2 * minute
