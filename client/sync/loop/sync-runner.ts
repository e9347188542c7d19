import { countOutbox, type OutboxCounts } from '../../local/outbox/outbox-reads.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import type { ApiClient, Contact } from '../http/api-client.ts'
import { clockOffsetMs } from '../exchange/clock-offset.ts'
import { CaptivePortalError, NetworkError, ServerAwayError } from '../http/network-errors.ts'
import { runCycle, type CycleMemory } from './sync-cycle.ts'
import type { SyncEnvironment } from '../services/sync-environment.ts'
import { withSyncLock } from './sync-lock.ts'
import {
  AppTooOldError,
  cycleBudgetMs,
  setDelivery,
  SignInNeededError,
  type SyncParts,
} from '../exchange/sync-parts.ts'
import { initialSyncState, type SyncState } from './sync-state.ts'
import { newUploadMemory } from '../exchange/upload-memory.ts'

/**
 * done: nothing is left; more: work is left that may continue at once; failed: try again later; paused: only the person can help
 * (sign in, install a newer app).
 */
export interface CycleResult {
  kind: 'done' | 'more' | 'failed' | 'paused'
  /** Milliseconds before which it must not be tried again. */
  retryAfterMs?: number | undefined
  /** The network failed after something had come through. */
  hasProgress?: boolean
}

interface RunnerOptions {
  context: PhoneContext
  environment: SyncEnvironment
  api: ApiClient
  /** Receives unexpected errors. */
  report: (error: unknown) => void
}

/** Runs single cycles and keeps the state that the pill shows. The loop decides when to run. */
export class SyncRunner {
  readonly #options: RunnerOptions
  readonly #parts: SyncParts
  readonly #listeners = new Set<() => void>()
  readonly #memory: CycleMemory = {
    upload: newUploadMemory(),
    rechecked: new Map(),
    receipts: { isUnsupported: false },
    membership: { isUnsupported: false },
    parked: { askedAt: Number.NEGATIVE_INFINITY },
    clearedAt: Number.NEGATIVE_INFINITY,
  }
  #state: SyncState = initialSyncState()
  #abort = new AbortController()
  #hasNewWork = false
  #hasProgress = false
  #counting: Promise<void> | undefined
  #countAgain = false

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#parts = {
      ...options,
      onContact: (contact) => this.noteContact(contact),
      onServerTime: (serverTime, phoneMs) => this.#noteServerTime(serverTime, phoneMs),
      onDelivered: (count) => this.#noteDelivered(count),
      onProgress: () => (this.#hasProgress = true),
    }
  }

  get state(): SyncState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** New text waits: a cycle that is sending a photo lets it go first. */
  noteNewWork(): void {
    this.#hasNewWork = true
  }

  /** What was just saved counts as waiting before it is counted: nobody may read in between that all is sent. */
  expectWork(): void {
    this.#update({ waiting: Math.max(1, this.#state.waiting) })
  }

  /** Called for every exchange of the page, also those of the screens. */
  noteContact(contact: Contact): void {
    this.#update({ connection: contact })
  }

  stop(): void {
    this.#abort.abort()
  }

  /** Runs one cycle under the lock. Never throws. */
  async runOnce(): Promise<CycleResult> {
    this.#abort = new AbortController()
    await this.recount()
    const { waiting } = this.#state
    this.#update({ sending: waiting > 0 ? { done: 0, of: waiting } : null })
    try {
      const kind = await withSyncLock(this.#options.environment, () => this.#cycle())
      this.#notePause({ needsSignIn: false, appTooOld: false })
      return { kind }
    } catch (error) {
      return this.#resultOf(error)
    } finally {
      this.#update({ sending: null })
      await this.recount()
    }
  }

  #cycle(): Promise<'done' | 'more'> {
    this.#hasNewWork = false
    this.#hasProgress = false
    const bounds = {
      until: this.#options.environment.clock.monotonic() + cycleBudgetMs,
      signal: this.#abort.signal,
      hasNewWork: () => this.#hasNewWork,
    }
    return runCycle(this.#parts, bounds, this.#memory)
  }

  #resultOf(error: unknown): CycleResult {
    if (error instanceof SignInNeededError) {
      this.#notePause({ needsSignIn: true, appTooOld: false })
      return { kind: 'paused' }
    }
    if (error instanceof AppTooOldError) {
      this.#notePause({ needsSignIn: false, appTooOld: true })
      return { kind: 'paused' }
    }
    const isForeseen = error instanceof NetworkError || error instanceof CaptivePortalError
    if (error instanceof ServerAwayError) {
      this.#update({ connection: 'server-away' })
      return { kind: 'failed', retryAfterMs: error.retryAfterMs }
    }
    if (!isForeseen) this.#options.report(error)
    return { kind: 'failed', hasProgress: isForeseen && this.#hasProgress }
  }

  #notePause(pause: Pick<SyncState, 'needsSignIn' | 'appTooOld'>): void {
    const { context } = this.#options
    if (context.delivery.status.needsSignIn !== pause.needsSignIn) {
      setDelivery(this.#parts, { needsSignIn: pause.needsSignIn })
      context.notices.publish({ kind: 'delivery', entities: null })
    }
    this.#update(pause)
  }

  #noteServerTime(serverTime: string, phoneMs: number): void {
    const offset = clockOffsetMs(serverTime, phoneMs)
    setDelivery(this.#parts, { clockOffsetMs: offset })
    this.#update({ clockOffsetMs: offset, lastContactAt: serverTime })
  }

  #noteDelivered(count: number): void {
    if (count > 0) this.#hasProgress = true
    const { sending } = this.#state
    if (!sending) return
    // Work saved meanwhile joins the run that sends it.
    const done = sending.done + count
    this.#update({ sending: { done, of: Math.max(sending.of, done) } })
  }

  /** Counts the outbox again, and coalesces concurrent recounts. */
  recount(): Promise<void> {
    this.#countAgain = true
    this.#counting ??= this.#count().finally(() => {
      this.#counting = undefined
    })
    return this.#counting
  }

  async #count(): Promise<void> {
    const { outbox } = this.#options.context
    while (this.#countAgain) {
      this.#countAgain = false
      // A phone that cannot be read reports it where it is written and read; the pill keeps its state.
      const counts = await outbox.read(['mutation', 'photo'], countOutbox).catch(() => undefined)
      if (counts) this.#update({ ...(counts satisfies OutboxCounts), isCounted: true })
    }
  }

  #update(change: Partial<SyncState>): void {
    const next = { ...this.#state, ...change }
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return
    this.#state = next
    for (const listener of [...this.#listeners]) listener()
  }
}
