import { setTimeout as pause } from 'node:timers/promises'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Store } from '../../store/database/database.ts'
import {
  addWrongAnswers,
  readWrongAnswers,
  type WrongAnswerCount,
} from '../../store/identity/wrong-answer-store.ts'

/** What a guess is counted under, and how many wrong answers each of the keys may have. */
export interface GuessLimits {
  /** The first is whose guesses run one after the other. */
  keys: readonly [string, ...string[]]
  /** In the order of the keys, given how many wrong answers stand under each. */
  allowed: (counts: readonly number[]) => readonly number[]
}

export interface WrongAnswersOptions {
  store: Store
  now: () => number
  windowMs: number
  /** Milliseconds that a wrong answer waits before it is given. */
  delayMs: number
}

/**
 * Slows guessing of passwords and walk codes, counted in the database for all processes together. Only wrong answers count, so that a hall
 * of phones behind one router joins undisturbed.
 */
export class WrongAnswers {
  readonly #options: WrongAnswersOptions
  readonly #queues = new Map<string, Promise<unknown>>()

  constructor(options: WrongAnswersOptions) {
    this.#options = options
  }

  /**
   * Runs `work`, whose undefined means "wrong", unless there have been too many wrong answers: `too-many-requests` with `seconds` to wait.
   * The counts are looked at again after the work: of guesses that run at the same time, in whichever process, no more are
   * told whether they were right than if they had run one after the other.
   */
  async attempt<T>(
    limits: GuessLimits,
    work: () => Promise<T | undefined>,
  ): Promise<Outcome<T | undefined>> {
    const { store, now, windowMs, delayMs } = this.#options
    const outcome = await this.#inTurn(limits.keys[0], async () => {
      const early = this.#refusal(limits, await readWrongAnswers(store, limits.keys, now()))
      if (early) return early
      const value = await work()
      const before =
        value === undefined
          ? withoutLast(await addWrongAnswers(store, limits.keys, { now: now(), windowMs }))
          : await readWrongAnswers(store, limits.keys, now())
      return this.#refusal(limits, before) ?? succeed(value)
    })
    // Outside the turn: others of the same address do not wait for somebody's slip.
    if (outcome.ok && outcome.value === undefined) await pause(delayMs)
    return outcome
  }

  #refusal({ allowed }: GuessLimits, counts: readonly WrongAnswerCount[]) {
    const most = allowed(counts.map(({ count }) => count))
    const full = counts.find(({ count }, index) => count >= (most[index] ?? 0))
    if (!full) return undefined
    const waitMs = (full.endsAt ?? 0) - this.#options.now()
    return refuse('too-many-requests', { seconds: Math.max(1, Math.ceil(waitMs / 1_000)) })
  }

  /** Not needed for the counts: a thousand guesses sent at once would each cost a password hash before the first is counted. */
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
}

const withoutLast = (counts: readonly WrongAnswerCount[]): WrongAnswerCount[] =>
  counts.map((one) => ({ ...one, count: one.count - 1 }))
