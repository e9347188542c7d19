import type { PhoneClock } from '../../../client/local/phone/phone-environment.ts'

interface Timer {
  at: number
  order: number
  run: () => void
}

/** Lets everything continue that waits for nothing but the event loop: IndexedDB's tasks, promises, in-process requests. */
export async function letItRun(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
}

/** Time that moves only when the test moves it. */
export class VirtualClock implements PhoneClock {
  #monotonic = 0
  #wall: number
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(startMs: number = Date.parse('2026-10-29T18:00:00.000Z')) {
    this.#wall = startMs
  }

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  after(delayMs: number, run: () => void): () => void {
    this.#order += 1
    const timer = { at: this.#monotonic + Math.max(0, delayMs), order: this.#order, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Sets the phone's clock; delays are not affected. */
  jump(byMs: number): void {
    this.#wall += byMs
  }

  /** When the next timer is due, in monotonic milliseconds. */
  get nextTimer(): number | undefined {
    return this.#next()?.at
  }

  /** Moves the clock and runs what falls due, each with time to finish what it can. */
  async advance(byMs: number): Promise<void> {
    const until = this.#monotonic + byMs
    await letItRun()
    for (let timer = this.#next(); timer && timer.at <= until; timer = this.#next()) {
      this.#timers.delete(timer)
      this.#moveTo(timer.at)
      timer.run()
      await letItRun()
    }
    this.#moveTo(until)
  }

  #next(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.at - b.at || a.order - b.order)[0]
  }

  #moveTo(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic
    this.#monotonic = monotonic
  }
}
