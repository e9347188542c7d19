import type { BrowserContext } from 'playwright-core'

/** One clock for the server and every phone and laptop of an evening; it goes on by itself, and a test moves it ahead. */
export class EveningClock {
  #aheadMs: number
  readonly #contexts = new Set<BrowserContext>()

  constructor(begins: string) {
    this.#aheadMs = Date.parse(begins) - Date.now()
  }

  readonly now = (): number => Date.now() + this.#aheadMs

  /** Gives a browser this clock; before its first page is opened. */
  async giveTo(context: BrowserContext): Promise<void> {
    await context.clock.install({ time: this.now() })
    this.#contexts.add(context)
    context.once('close', () => this.#contexts.delete(context))
  }

  /** Moves everybody to a moment ahead; what was due meanwhile happens once, as on a phone that slept. */
  async reach(instant: string): Promise<void> {
    const step = Date.parse(instant) - this.now()
    if (step < 0) throw new Error(`It is past ${instant} already`)
    this.#aheadMs += step
    await Promise.all([...this.#contexts].map(({ clock }) => clock.fastForward(step)))
  }
}
