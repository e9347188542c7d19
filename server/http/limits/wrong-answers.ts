import { setTimeout as pause } from 'node:timers/promises'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'

/** One counter to look at: refused once `allowed` wrong answers stand under `key`. */
export interface Counter {
  key: string
  allowed: number
}

interface Window {
  count: number
  endsAt: number
}

export interface WrongAnswersOptions {
  now: () => number
  windowMs: number
  /** Milliseconds that a wrong answer waits before it is given. */
  delayMs: number
}

/** Most keys remembered; beyond it the oldest are forgotten, so that made-up addresses cannot fill the memory. */
const mostKeys = 20_000

/**
 * Slows guessing of passwords and walk codes. Counts wrong answers only, so that a hall of phones behind one router joins
 * undisturbed; attempts of one key run one after another, so that a thousand guesses sent at once are not all let in before
 * the first is counted.
 */
export class WrongAnswers {
  readonly #options: WrongAnswersOptions
  readonly #windows = new Map<string, Window>()
  readonly #queues = new Map<string, Promise<unknown>>()

  constructor(options: WrongAnswersOptions) {
    this.#options = options
  }

  /** Wrong answers now standing under a key. */
  count(key: string): number {
    const window = this.#windows.get(key)
    return window && window.endsAt > this.#options.now() ? window.count : 0
  }

  /**
   * Runs `work`, whose undefined means "wrong", after earlier attempts of the first counter's key. Answers `too-many-requests` with
   * `seconds` to wait while a counter is full.
   */
  async attempt<T>(
    counters: () => readonly Counter[],
    work: () => Promise<T | undefined>,
  ): Promise<Outcome<T | undefined>> {
    const key = counters()[0]?.key ?? ''
    const outcome = await this.#inTurn(key, async () => {
      const full = counters().find((counter) => this.count(counter.key) >= counter.allowed)
      if (full) return refuse('too-many-requests', { seconds: this.#secondsLeft(full.key) })
      const value = await work()
      if (value === undefined) for (const counter of counters()) this.#add(counter.key)
      return succeed(value)
    })
    // Outside the turn: others of the same address do not wait for somebody's slip.
    if (outcome.ok && outcome.value === undefined) await pause(this.#options.delayMs)
    return outcome
  }

  async #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(work, work)
    const settled = turn.catch(() => undefined)
    this.#queues.set(key, settled)
    try {
      return await turn
    } finally {
      if (this.#queues.get(key) === settled) this.#queues.delete(key)
    }
  }

  #secondsLeft(key: string): number {
    const endsAt = this.#windows.get(key)?.endsAt ?? 0
    return Math.max(1, Math.ceil((endsAt - this.#options.now()) / 1_000))
  }

  #add(key: string): void {
    const count = this.count(key) + 1
    const now = this.#options.now()
    const endsAt = count === 1 ? now + this.#options.windowMs : this.#windows.get(key)?.endsAt
    this.#windows.delete(key)
    this.#windows.set(key, { count, endsAt: endsAt ?? now + this.#options.windowMs })
    const oldest = this.#windows.keys().next()
    if (this.#windows.size > mostKeys && !oldest.done) this.#windows.delete(oldest.value)
  }
}
