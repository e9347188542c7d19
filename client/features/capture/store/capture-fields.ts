import type { Draft } from '../../../local/capture/draft.ts'
import type { CaptureSession } from './capture-session.ts'

/** The person's changes of the pin; each is being written to the phone's disk when these return. */
export function captureFields({ draft, touch, trouble, writer }: CaptureSession) {
  function change(patch: Partial<Draft>): void {
    if (!draft.value) return
    touch()
    put(patch)
  }

  /** A change that no person has made, such as a position that arrived. */
  function put(patch: Partial<Draft>): void {
    if (!draft.value) return
    draft.value = { ...draft.value, ...patch, updatedAt: new Date().toISOString() }
    if (trouble.value?.kind === 'problem') trouble.value = null
    writer.schedule()
  }

  /** A severity chosen for one topic does not apply to another. */
  function chooseCategory(category: string): void {
    change({ category, severity: null })
  }

  return { change, put, chooseCategory }
}
