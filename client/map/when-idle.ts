/** Calls back when the page is idle, and at the latest after a second. Safari has no idle callback. */
export function whenIdle(work: () => unknown): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1_000 })
  else setTimeout(work, 100)
}
