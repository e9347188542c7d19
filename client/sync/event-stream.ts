import type { Uuid } from '../../shared/identifiers.ts'

/** Something in `space` changed; look again. `null` after a reconnect, when anything may have. */
export interface Poke {
  space: Uuid | null
}

/** Wake-ups of the server. A silent stream is given up after 45 s; becoming visible always opens a new one (J3). */
export interface EventStream {
  start(): void
  stop(): void
  /** True while something was heard within the watchdog's time. */
  isLive(): boolean
  /** Called for pokes, and for changes of `isLive`, with `undefined`. */
  subscribe(listener: (poke: Poke | undefined) => void): () => void
}
