import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Joined } from '../../features/capture/store/capture-joining.ts'
import { useCaptureStore } from '../../features/capture/store/capture-store.ts'
import { savedWords } from '../../features/sync-status/saved-words.ts'
import { useSyncStatusStore } from '../../features/sync-status/sync-status-store.ts'
import { useAnnouncer } from '../../ui/announcements/use-announcer.ts'
import { savedMs, useUndo } from '../../ui/announcements/use-undo.ts'

/** Offers to take back what the sheets of a pin have just done, and opens the sheet again for it. */
export function useUndoOffers(): void {
  const { t } = useI18n()
  const router = useRouter()
  const capture = useCaptureStore()
  const status = useSyncStatusStore()
  const { offerUndo } = useUndo()
  const { announce } = useAnnouncer()

  async function undoSave(): Promise<void> {
    if (await capture.undo()) await router.push({ name: 'capture' })
    // What could not be done can be tried again; the pin is where it was.
    else offerUndo({ words: t('home.undoFailed'), icon: 'warning', undo: undoSave, ...whileSaved })
  }

  async function undoJoin(done: Joined): Promise<void> {
    const isCommentGone = await capture.undoJoin(done)
    if (await capture.resume(done.keepsake?.observationId)) await router.push({ name: 'capture' })
    if (!isCommentGone) announce(t('same.commentStays'))
  }

  const whileSaved = { lastsMs: savedMs, onEnd: capture.forgetLastSaved }

  watch(
    () => capture.lastSaved,
    (saved) => {
      if (!saved) return
      const isNew = saved.mode === 'new'
      const words = t(savedWords(isNew ? 'home.savedHere' : 'home.changeSaved', status.health))
      offerUndo({ words, icon: 'mobile', ...(isNew ? { undo: undoSave } : {}), ...whileSaved })
    },
  )
  watch(
    () => capture.joined,
    (done) => {
      if (!done?.keepsake) return
      const words =
        done.commentId || done.seesNow
          ? t(savedWords('same.joined', status.health))
          : t('same.joinedPlain')
      offerUndo({ words, icon: 'mobile', undo: () => undoJoin(done), lastsMs: savedMs })
    },
  )
}
