import { shallowRef } from 'vue'

export interface ChunkRecoveryOptions {
  /** The target of `vite:preloadError`: the window. */
  target: Pick<EventTarget, 'addEventListener'>
  /** Survives a reload but not the tab: sessionStorage. Without it the app could reload for ever, so it does not reload. */
  memory: Pick<Storage, 'getItem' | 'setItem'> | null
  now: () => number
  reload: () => void
  flushDraft: () => Promise<boolean>
}

const markKey = 'lygte-reloaded-for-chunk'
/** A second failure within this time is not caused by a deploy; another reload would not end it. */
const guardMs = 10 * 60 * 1_000

/**
 * Handles a part of the app that could not be loaded, most often because a deploy has replaced it. Saves the draft and reloads
 * once. The returned ref says whether that did not help, or was not possible, so that the app needs a repair (repair-app.ts,
 * property I6).
 */
export function useChunkRecovery(options: ChunkRecoveryOptions) {
  const needsRepair = shallowRef(false)

  async function recover(): Promise<void> {
    const { memory } = options
    const last = Number(memory?.getItem(markKey) ?? Number.NaN)
    const hasTried = options.now() - last < guardMs && options.now() >= last
    const isSafe = await options.flushDraft().catch(() => false)
    if (!memory || hasTried || !isSafe) {
      needsRepair.value = true
      return
    }
    memory.setItem(markKey, String(options.now()))
    options.reload()
  }

  options.target.addEventListener('vite:preloadError', (event) => {
    // Otherwise Vite throws it as an unhandled error.
    event.preventDefault()
    void recover()
  })
  return needsRepair
}
