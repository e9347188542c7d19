import { createTurns } from '../../../../shared/turns.ts'
import type { CaptureStorage } from '../../../local/capture/capture-storage.ts'
import type { Draft } from '../../../local/capture/draft.ts'
import { paced } from '../../../ui/saving/paced.ts'

const autosaveMs = 300
/** Longest time that typed text stays unwritten while somebody types without a pause. */
const autosaveLatestMs = 1_000

/**
 * Writes the draft soon after the last change, and every write after the one before it: a photo that is being stored appends its id
 * to the stored draft, so no older copy may overtake it. `onTrouble` receives a failed write; the next change retries it.
 */
export function createDraftWriter(
  storage: Pick<CaptureStorage, 'saveDraft' | 'rescueDraft'>,
  hooks: { draft: () => Draft | null; onTrouble: (error: unknown) => void; onSaved: () => void },
) {
  const inOrder = createTurns()
  let isDirty = false
  let writing = 0
  const pace = paced(() => void inOrder(write), { restMs: autosaveMs, maxMs: autosaveLatestMs })

  async function write(): Promise<void> {
    const draft = hooks.draft()
    if (!draft || !isDirty) return
    isDirty = false
    writing += 1
    try {
      await storage.saveDraft(draft)
      hooks.onSaved()
    } catch (error) {
      isDirty = true
      hooks.onTrouble(error)
    } finally {
      writing -= 1
    }
  }

  function schedule(): void {
    isDirty = true
    pace.schedule()
  }

  /** Writes at once what is not written yet: before the camera opens, before an update. */
  function flush(): Promise<void> {
    pace.cancel()
    return inOrder(write)
  }

  /** The page may end before a write is done: what the database does not surely hold is also stored synchronously. */
  function rescue(): void {
    const draft = isDirty || writing > 0 ? hooks.draft() : null
    if (draft) storage.rescueDraft(draft)
    void flush()
  }

  /** Closes the open draft for another one: it is written as it is now, and stays on the phone. */
  function putAway(): void {
    const draft = hooks.draft()
    if (draft && isDirty) {
      void inOrder(() => storage.saveDraft(draft)).catch(() => storage.rescueDraft(draft))
    }
    forget()
  }

  /** Pending writes must not bring the draft back after it was saved or deleted. */
  function forget(): void {
    pace.cancel()
    isDirty = false
  }

  return { schedule, flush, rescue, putAway, forget, inOrder }
}
