import { shallowRef } from 'vue'

export interface ChunkRecoveryOptions {
  /** Where `vite:preloadError` comes: the window. */
  target: Pick<EventTarget, 'addEventListener'>
  /** Survives a reload and not the tab: sessionStorage. Without it nothing would end a round of reloads, so there is none. */
  memory: Pick<Storage, 'getItem' | 'setItem'> | null
  now: () => number
  reload: () => void
  flushDraft: () => Promise<boolean>
}

const markKey = 'lygte-reloaded-for-chunk'
/** A second failure within this time is no deploy any more: reloading again would go on for ever. */
const guardMs = 10 * 60 * 1_000

/**
 * A part of the app could not be loaded: most often a deploy has replaced it. Puts the draft away and reloads once; answers whether that
 * did not help, or could not be done, so that the app needs a repair (repair-app.ts, property I6).
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
    // Otherwise Vite throws it on as an unhandled error.
    event.preventDefault()
    void recover()
  })
  return needsRepair
}
