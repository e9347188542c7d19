import { createTurns } from '../../../shared/turns.ts'
import { PinMemory } from './pin-memory.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { PinList } from './pin.ts'

export interface LivePinList extends PinList {
  /** Drops what is in memory and reads the databases again: for a page that may have missed notices. */
  refresh(): void
}

/** The pins of this phone, updated by notices of this tab and the others. */
export function createPinList(context: PhoneContext): LivePinList {
  const memory = new PinMemory(context)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  /** Runs one at a time, so that a list never mixes rows of one moment with entries of another. */
  const inTurn = createTurns()
  context.notices.subscribe((notice) => {
    if (notice.kind === 'draft') return
    memory.note(notice)
    tell()
  })
  return {
    list: (walkId) => inTurn(() => memory.pinsOf(walkId)),
    get: (id) => inTurn(() => memory.find(id)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh: () => {
      memory.forget()
      tell()
    },
  }
}
