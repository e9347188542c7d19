import type { Notices } from '../../local/phone/notices.ts'
import type { EventStream } from '../http/server-events.ts'
import { spreadAfterMs } from '../http/retry-delay.ts'
import type { SyncEnvironment } from '../services/sync-environment.ts'
import type { CycleResult, SyncRunner } from './sync-runner.ts'
import type { SendNowResult, SyncState, WakeReason } from './sync-state.ts'

export type { SendNowResult, SyncState, WakeReason } from './sync-state.ts'

/** Sends and fetches in bounded cycles whenever something wakes it; started once a page. */
export interface SyncLoop {
  start(): void
  stop(): void
  wake(reason: WakeReason): void
  /** The manual button: resets the back-off and returns the result within about ten seconds (F9). */
  sendNow(): Promise<SendNowResult>
  state(): SyncState
  /** Counts again what waits on this phone, and updates the state. */
  recount(): Promise<void>
  subscribe(listener: () => void): () => void
}

interface LoopOptions {
  environment: SyncEnvironment
  runner: SyncRunner
  notices: Notices
  events: EventStream
}

/** These make a new attempt sensible: the back-off starts over, and a pause ends. */
const freshReasons: WakeReason[] = ['start', 'online', 'visible', 'pageshow', 'manual', 'signed-in']

/** How long a wake-up is delayed to coalesce with others: pokes come in bursts. */
const gatherMs: Partial<Record<WakeReason, number>> = { poke: 250 }

/** How long another tab may take to send its own work before this one helps (J1, J2). */
const otherTabMs = 5_000

const answerWithinMs = 10_000

/**
 * idle --wake--> running --done--> idle (looks again by itself after a while)
 *                running --more--> running
 *                running --failed--> idle, woken by the back-off (1 s to 5 min, full jitter; never before Retry-After)
 *                running --paused--> idle, woken only by a fresh reason
 */
export class LiveSyncLoop implements SyncLoop {
  readonly #options: LoopOptions
  #unsubscribe: (() => void)[] = []
  #running: Promise<CycleResult> | undefined
  #timer: { at: number; cancel: () => void } | undefined
  #cancelHelp: (() => void) | undefined
  #failures = 0
  /** Monotonic milliseconds before which the server must not be called (F6). */
  #notBefore = Number.NEGATIVE_INFINITY
  #isPaused = false
  #isWokenAgain = false
  #isStarted = false

  constructor(options: LoopOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    const { environment, notices, events, runner } = this.#options
    this.#unsubscribe = [
      notices.subscribe((notice, from) => {
        if (notice.kind !== 'outbox') return
        if (notice.isNewWork) runner.expectWork()
        void runner.recount()
        if (notice.isNewWork && from === 'here') this.wake('save')
        else if (notice.isNewWork) this.#helpLater()
      }),
      environment.page.subscribe((signal) => {
        if (signal !== 'hidden') this.wake(signal)
      }),
      events.subscribe((poke) => {
        if (poke) this.wake('poke')
      }),
    ]
    events.start()
    this.wake('start')
  }

  stop(): void {
    this.#isStarted = false
    for (const end of this.#unsubscribe) end()
    this.#unsubscribe = []
    this.#timer?.cancel()
    this.#timer = undefined
    this.#cancelHelp?.()
    this.#cancelHelp = undefined
    this.#options.events.stop()
    this.#options.runner.stop()
  }

  wake(reason: WakeReason): void {
    if (!this.#isStarted) return
    if (reason === 'signed-in') this.#listenAnew()
    if (reason === 'save') this.#options.runner.noteNewWork()
    if (freshReasons.includes(reason)) {
      this.#failures = 0
      this.#isPaused = false
    }
    if (this.#isPaused) return
    if (this.#running) this.#isWokenAgain = true
    else this.#schedule(gatherMs[reason] ?? 0)
  }

  /** A stream covers the walks that were joined when it was opened. */
  #listenAnew(): void {
    this.#options.events.stop()
    this.#options.events.start()
  }

  /** Looks once, however many notices the other tab sends meanwhile. */
  #helpLater(): void {
    const { environment, runner } = this.#options
    this.#cancelHelp ??= environment.clock.after(otherTabMs, () => {
      this.#cancelHelp = undefined
      void runner.recount().then(() => {
        if (this.state().waiting > 0) this.wake('other-tab')
      })
    })
  }

  async sendNow(): Promise<SendNowResult> {
    this.#failures = 0
    this.#isPaused = false
    const { clock } = this.#options.environment
    if (clock.monotonic() < this.#notBefore) return 'server-away'
    let cancel = () => {}
    const tooLong = new Promise<void>((resolve) => {
      cancel = clock.after(answerWithinMs, resolve)
    })
    await Promise.race([this.#runAll(clock.monotonic() + answerWithinMs), tooLong])
    cancel()
    return sendNowResult(this.state())
  }

  recount(): Promise<void> {
    return this.#options.runner.recount()
  }

  state(): SyncState {
    return this.#options.runner.state
  }

  subscribe(listener: () => void): () => void {
    return this.#options.runner.subscribe(listener)
  }

  /** A run in progress may have read the outbox before the last save. */
  async #runAll(until: number): Promise<void> {
    await this.#running
    let result = await this.#run()
    while (result.kind === 'more' && this.#options.environment.clock.monotonic() < until) {
      result = await this.#run()
    }
  }

  #run(): Promise<CycleResult> {
    this.#running ??= this.#runOnce()
    return this.#running
  }

  async #runOnce(): Promise<CycleResult> {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#isWokenAgain = false
    const result = await this.#options.runner.runOnce()
    this.#running = undefined
    if (this.#isStarted) this.#scheduleAfter(result)
    return result
  }

  #scheduleAfter({ kind, retryAfterMs, hasProgress }: CycleResult): void {
    const { environment } = this.#options
    this.#isPaused = kind === 'paused' && !this.#isWokenAgain
    if (this.#isPaused) return
    if (kind === 'failed') {
      // On a weak network most cycles fail; those with progress do not make the back-off longer (F3).
      this.#failures = hasProgress ? 1 : this.#failures + 1
      const asked = retryAfterMs ?? 0
      this.#notBefore = environment.clock.monotonic() + asked
      const { random } = environment
      this.#schedule(asked + spreadAfterMs(asked, { failures: this.#failures, random }))
      return
    }
    this.#failures = 0
    if (kind === 'more' || this.#isWokenAgain) this.#schedule(0)
    else if (environment.page.isVisible() || this.state().waiting > 0)
      this.#schedule(this.#lookAgainMs())
  }

  /** Wake-ups may get lost; without a stream the rows are pulled every 15 to 60 s (sync.md §1.5). */
  #lookAgainMs(): number {
    const { environment, events } = this.#options
    const [least, most] = events.isLive() ? [120_000, 240_000] : [15_000, 60_000]
    return least + environment.random() * (most - least)
  }

  /** The earliest request counts. */
  #schedule(delayMs: number): void {
    const { clock } = this.#options.environment
    const now = clock.monotonic()
    const at = Math.max(now + delayMs, this.#notBefore)
    if (this.#timer && this.#timer.at <= at) return
    this.#timer?.cancel()
    const cancel = clock.after(at - now, () => {
      this.#timer = undefined
      void this.#run()
    })
    this.#timer = { at, cancel }
  }
}

function sendNowResult(state: SyncState): SendNowResult {
  const { appTooOld, needsSignIn, connection, waiting, needsAttention } = state
  if (appTooOld) return 'app-too-old'
  if (needsSignIn) return 'needs-sign-in'
  if (connection !== 'online' && connection !== 'unknown') return connection
  if (waiting > 0) return 'waiting'
  return needsAttention > 0 ? 'needs-attention' : 'all-sent'
}
