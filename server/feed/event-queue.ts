import type { Uuid } from '../../shared/identifiers.ts'
import type { SpaceChange } from './change-feed.ts'

/** The part of a response that the queue needs; `write` returns false when its buffer is full. */
export interface EventSink {
  write(text: string): boolean
  /** Calls the listener once, when there is room again. */
  onceDrained(listener: () => void): void
}

/**
 * Queues wake-ups for one listener. While the listener's buffer is full, each space keeps its newest head only, so a slow listener
 * costs at most one entry a space and delays nobody (sync.md M8).
 */
export class EventQueue {
  readonly #sink: EventSink
  readonly #waiting = new Map<Uuid, SpaceChange>()
  #isBlocked = false

  constructor(sink: EventSink) {
    this.#sink = sink
  }

  send(change: SpaceChange): void {
    this.#waiting.set(change.spaceId, change)
    this.#flush()
  }

  /** Keeps proxies and the client's watchdog from giving up; left out while the listener does not read. */
  heartbeat(): void {
    if (!this.#isBlocked) this.#write(': beat\n\n')
  }

  /** True while the listener has not read what was written. */
  get isBlocked(): boolean {
    return this.#isBlocked
  }

  #flush(): void {
    for (const [spaceId, change] of this.#waiting) {
      if (this.#isBlocked) return
      this.#waiting.delete(spaceId)
      this.#write(textOf(change))
    }
  }

  #write(text: string): void {
    if (this.#sink.write(text)) return
    this.#isBlocked = true
    this.#sink.onceDrained(() => {
      this.#isBlocked = false
      this.#flush()
    })
  }
}

const textOf = ({ spaceId, head }: SpaceChange): string =>
  `id: ${head}\nevent: changed\ndata: ${JSON.stringify({ space: spaceId })}\n\n`
