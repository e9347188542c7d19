/** Calls when the page has nothing better to do, and at the latest after a second. Safari knows no idle time. */
export function whenIdle(work: () => unknown): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1_000 })
  else setTimeout(work, 100)
}
