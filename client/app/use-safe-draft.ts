import { onScopeDispose } from 'vue'
import { useCaptureStore } from '../features/capture/capture-store.ts'

/** Whatever ends the page, the draft is written first: phones give a page that is hidden no second warning (sync.md §2.1). */
export function useSafeDraft(): void {
  const capture = useCaptureStore()
  const ending = new AbortController()
  const { signal } = ending
  const flush = () => void capture.flush()
  const hidden = () => {
    if (document.visibilityState === 'hidden') flush()
  }
  window.addEventListener('pagehide', flush, { signal })
  document.addEventListener('visibilitychange', hidden, { signal })
  onScopeDispose(() => {
    ending.abort()
  })
}

/** For updates: true when a reload loses nothing. */
export async function flushDraft(): Promise<boolean> {
  const capture = useCaptureStore()
  await capture.flush()
  return capture.trouble === null && !capture.isSaving
}
