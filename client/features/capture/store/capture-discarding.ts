import type { Keepsake } from '../../../local/capture/restore-deleted.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureSession } from './capture-session.ts'

/** Deletes drafts; each deletion can be reverted. */
export function captureDiscarding(
  { capture }: Pick<WalkServices, 'capture'>,
  session: CaptureSession,
  readDrafts: () => Promise<void>,
) {
  const { draft, writer } = session

  /** Deletes the open draft; the returned keepsake is for `putBack`. */
  async function discard(): Promise<Keepsake | null> {
    const current = draft.value
    if (!current) return null
    await writer.flush()
    session.close()
    return discardStored(current.observationId)
  }

  async function discardStored(observationId: string): Promise<Keepsake> {
    const keepsake = await writer.inOrder(() => capture.discardDraft(observationId))
    await readDrafts()
    return keepsake
  }

  async function putBack(keepsake: Keepsake): Promise<void> {
    await capture.putBack(keepsake)
    await readDrafts()
  }

  return { discard, discardStored, putBack }
}
