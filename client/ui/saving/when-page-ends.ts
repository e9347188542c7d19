import { onScopeDispose } from 'vue'

/**
 * Runs when the page is hidden, left, reloaded or closed: phones give a page that is hidden no second warning. Only what is synchronous is
 * sure to be finished.
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
