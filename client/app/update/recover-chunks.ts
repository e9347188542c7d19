import { readonly, shallowRef } from 'vue'
import { isUnasked } from '../../ui/components/background-part.ts'
import { foresee } from '../start/report-error.ts'

/**
 * `offline`: a part was asked for before it was on the phone, and the server cannot be reached. `broken`: a reload did not help, or
 * was not possible, so the app needs a repair (repair-app.ts, property I6).
 */
export type MissingPart = 'none' | 'offline' | 'broken'

export interface ChunkRecoveryOptions {
  /** The target of `vite:preloadError`: the window. */
  target: Pick<EventTarget, 'addEventListener'>
  /** Survives a reload but not the tab: sessionStorage. Without it the app could reload for ever, so it does not reload. */
  memory: Pick<Storage, 'getItem' | 'setItem'> | null
  now: () => number
  reload: () => void
  /** Whether the server answers now. Without it a reload may leave the person with the browser's error page. */
  isServerThere: () => Promise<boolean>
  flushDraft: () => Promise<boolean>
}

const markKey = 'lygte-reloaded-for-chunk'
/** A second failure within this time is not caused by a deploy; another reload would not end it. */
const guardMs = 10 * 60 * 1_000

/**
 * Handles a part of the app that could not be loaded, most often because a deploy has replaced it. Saves the draft and reloads
 * once, but only while the server answers. `missing` says what the person needs to know; `recover` tries again. A part that nobody
 * has asked for concerns nobody, and moves nothing on the screen.
 */
export function useChunkRecovery(options: ChunkRecoveryOptions) {
  const missing = shallowRef<MissingPart>('none')

  const canReload = async (): Promise<boolean> => {
    const { memory, now } = options
    const last = Number(memory?.getItem(markKey) ?? Number.NaN)
    const hasTried = now() - last < guardMs && now() >= last
    return memory !== null && !hasTried && (await options.flushDraft().catch(() => false))
  }

  async function recover(): Promise<void> {
    if (!(await options.isServerThere())) missing.value = 'offline'
    else if (await canReload()) {
      options.memory?.setItem(markKey, String(options.now()))
      options.reload()
    } else missing.value = 'broken'
  }

  options.target.addEventListener('vite:preloadError', (event) => {
    // Whoever asked for the part gets this error; here it is told in words.
    const { payload } = event as Event & { payload: Error }
    foresee(payload)
    // Only whoever loaded the part knows whether anybody has asked for it, and gets the error after this event.
    setTimeout(() => {
      if (!isUnasked(payload)) void recover()
    })
  })
  return { missing: readonly(missing), recover }
}
