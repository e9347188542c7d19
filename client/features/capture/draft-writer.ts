import type { CaptureStorage } from '../../local/capture-storage.ts'
import type { Draft } from '../../local/draft.ts'

export const autosaveMs = 300

/**
 * Writes the draft soon after the last change, and every write after the one before it: a photo that is being stored appends its
 * id to the stored draft, so no older copy may overtake it. `onTrouble` hears of a write that failed; the next change tries again.
 */
export function createDraftWriter(
  storage: Pick<CaptureStorage, 'saveDraft'>,
  hooks: { draft: () => Draft | null; onTrouble: (error: unknown) => void; onSaved: () => void },
) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let isDirty = false

  /** Runs after all earlier writes, whether they failed or not. */
  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = queue.then(work, work)
    queue = next.catch(() => undefined)
    return next
  }

  async function write(): Promise<void> {
    const draft = hooks.draft()
    if (!draft || !isDirty) return
    isDirty = false
    try {
      await storage.saveDraft(draft)
      hooks.onSaved()
    } catch (error) {
      isDirty = true
      hooks.onTrouble(error)
    }
  }

  function schedule(): void {
    isDirty = true
    clearTimeout(timer)
    timer = setTimeout(() => void inOrder(write), autosaveMs)
  }

  /** Writes now what is not written yet: before the camera opens, when the page is hidden, before an update. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    return inOrder(write)
  }

  /** What is pending must not come back after the draft was saved or thrown away. */
  function forget(): void {
    clearTimeout(timer)
    isDirty = false
  }

  return { schedule, flush, forget, inOrder }
}
