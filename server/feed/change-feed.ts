import type { Cursor } from '../../shared/sync/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Store } from '../store/database/database.ts'
import { readHeads } from '../store/spaces/feed-store.ts'

/** Says that a space changed, not what changed (sync.md §1.5). */
export interface SpaceChange {
  municipalityId: Uuid
  spaceId: Uuid
  head: Cursor
}

export type ChangeListener = (change: SpaceChange) => void

export interface ChangeFeed {
  /** Call it after the commit. A lost wake-up is harmless, because readers poll too. */
  publish(change: SpaceChange): void
  /**
   * Calls the listener for every change of a municipality that is committed after this resolves; the resolved function
   * unsubscribes. Listeners must not throw.
   */
  subscribe(municipalityId: Uuid, listener: ChangeListener): Promise<() => void>
  /**
   * Milliseconds since the heads were last read; 0 without listeners. Wake-ups may be late by as much as this exceeds the interval.
   */
  lagMs(): number
  /** Stops polling and removes all listeners. */
  close(): Promise<void>
}

/** How often heads are read while there are listeners, so that several server processes wake each other (sync.md §1.5). */
const pollMs = 1_000

/**
 * Wakes open event streams: in the same process at once, across processes within `intervalMs`. There is no queue: when a head moved
 * several times between two polls, only the last change is published.
 */
export function openChangeFeed(store: Store, intervalMs = pollMs): ChangeFeed {
  return new PolledChangeFeed(store, intervalMs)
}

class PolledChangeFeed implements ChangeFeed {
  readonly #store: Store
  readonly #intervalMs: number
  readonly #listeners = new Map<Uuid, Set<ChangeListener>>()
  /** Last head published for each space, so that a poll does not repeat what was published in process. */
  readonly #heads = new Map<Uuid, bigint>()
  #readAt = 0
  #timer: NodeJS.Timeout | undefined
  #polling: Promise<void> = Promise.resolve()

  constructor(store: Store, intervalMs: number) {
    this.#store = store
    this.#intervalMs = intervalMs
  }

  publish(change: SpaceChange): void {
    const group = this.#listeners.get(change.municipalityId)
    if (!group) return
    const head = BigInt(change.head)
    if (head <= (this.#heads.get(change.spaceId) ?? -1n)) return
    this.#heads.set(change.spaceId, head)
    for (const listener of group) listener(change)
  }

  async subscribe(municipalityId: Uuid, listener: ChangeListener): Promise<() => void> {
    const group = this.#listeners.get(municipalityId) ?? new Set()
    const isFirst = group.size === 0
    this.#listeners.set(municipalityId, group.add(listener))
    if (isFirst) await this.#readStart(municipalityId)
    this.#schedule()
    return () => this.#leave(municipalityId, listener)
  }

  lagMs(): number {
    return this.#listeners.size === 0 ? 0 : performance.now() - this.#readAt
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    clearTimeout(this.#timer)
    await this.#polling
  }

  #leave(municipalityId: Uuid, listener: ChangeListener): void {
    const group = this.#listeners.get(municipalityId)
    group?.delete(listener)
    if (group?.size === 0) this.#listeners.delete(municipalityId)
    if (this.#listeners.size === 0) this.#heads.clear()
  }

  /** Reads where listening begins; while the store is away, the first poll wakes every space instead. */
  async #readStart(municipalityId: Uuid): Promise<void> {
    const rows = await this.#readHeads([municipalityId])
    for (const { spaceId, head } of rows) {
      if (!this.#heads.has(spaceId)) this.#heads.set(spaceId, BigInt(head))
    }
  }

  /** Returns none while the store is away. */
  async #readHeads(municipalityIds: Uuid[]): ReturnType<typeof readHeads> {
    try {
      const rows = await readHeads(this.#store, municipalityIds)
      this.#readAt = performance.now()
      return rows
    } catch {
      return []
    }
  }

  #schedule(): void {
    if (this.#timer || this.#listeners.size === 0) return
    this.#timer = setTimeout(() => {
      this.#polling = this.#poll()
    }, this.#intervalMs)
    this.#timer.unref()
  }

  async #poll(): Promise<void> {
    // When the store is away it is read again at the next poll; the streams stay open.
    const rows = await this.#readHeads([...this.#listeners.keys()])
    for (const row of rows) this.publish(row)
    this.#timer = undefined
    this.#schedule()
  }
}
