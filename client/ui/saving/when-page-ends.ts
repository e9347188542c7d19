import { onScopeDispose } from 'vue'

/**
 * Calls back when the page is hidden, left, reloaded or closed: phones do not warn a hidden page again. Only synchronous work is
 * sure to finish.
 */
export function whenPageEnds(work: () => void): void {
  const ending = new AbortController()
  const { signal } = ending
  const hidden = () => {
    if (document.visibilityState === 'hidden') work()
  }
  window.addEventListener('pagehide', work, { signal })
  document.addEventListener('visibilitychange', hidden, { signal })
  onScopeDispose(() => {
    ending.abort()
  })
}
