import { readonly, shallowRef } from 'vue'
import type { IconName } from '../icons/icons.ts'
import { useAnnouncer } from './use-announcer.ts'

export interface UndoOffer {
  /** What has just happened. */
  words: string
  icon: IconName
  /** Absent where nothing can be undone. */
  undo?: () => unknown
  /** How long it is offered when nobody reads it, milliseconds. */
  lastsMs: number
  /** The offer has ended without being used. */
  onEnd?: () => void
}

/** How long a notice after saving is shown (interface.md §2). */
export const savedMs = 8_000
/** A deletion can be undone for longer. */
export const deletedMs = 20_000

const offer = shallowRef<UndoOffer | null>(null)

/** The last action that can be undone, shown by `UndoNotice.vue`; the next one replaces it. */
export function useUndo() {
  const { announce } = useAnnouncer()

  function end(): void {
    const ended = offer.value
    offer.value = null
    ended?.onEnd?.()
  }

  function offerUndo(next: UndoOffer): void {
    end()
    offer.value = next
    announce(next.words)
  }

  async function undo(): Promise<void> {
    const taken = offer.value
    offer.value = null
    await taken?.undo?.()
  }

  return { offer: readonly(offer), offerUndo, undo, end }
}
