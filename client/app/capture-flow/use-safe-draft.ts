import { useCaptureStore } from '../../features/capture/store/capture-store.ts'
import { whenPageEnds } from '../../ui/saving/when-page-ends.ts'

/** Saves the draft before the page ends, whatever ends it (sync.md §2.1). */
export function useSafeDraft(): void {
  const capture = useCaptureStore()
  whenPageEnds(capture.rescue)
}

/** For updates: returns true when a reload loses nothing. */
export async function flushDraft(): Promise<boolean> {
  const capture = useCaptureStore()
  await capture.flush()
  return capture.trouble === null && !capture.isSaving
}
