import type { Browser } from 'playwright-core'
import { launchProfile, phone } from '../../support/browser/browser.ts'
import { startFaultProxy, type FaultProxy } from '../../support/faults/fault-proxy.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { Official } from '../people/official.ts'
import { Walker } from '../people/walker.ts'
import { EveningClock } from './evening-clock.ts'

/** A phone with a network of its own, so that one is without it while another has it. */
export interface EveningPhone {
  walker: Walker
  net: FaultProxy
}

/** Everybody who takes part in one walk, on one clock. */
export class Evening {
  readonly app: LiveApp
  readonly clock: EveningClock
  readonly #browser: Browser
  readonly #nets: FaultProxy[] = []
  readonly #people: (Walker | Official)[] = []

  private constructor(app: LiveApp, clock: EveningClock, browser: Browser) {
    this.app = app
    this.clock = clock
    this.#browser = browser
  }

  static async begin(browser: Browser, at: string): Promise<Evening> {
    const clock = new EveningClock(at)
    return new Evening(await startLiveApp({ now: clock.now }), clock, browser)
  }

  async phone(overrides = {}): Promise<EveningPhone> {
    const context = await this.#browser.newContext(phone(overrides))
    return this.#withNet((net) => Walker.onContext(context, net.origin), context)
  }

  /** A phone whose storage outlives its battery. */
  async phoneOnDisk(folder: string, net?: FaultProxy): Promise<EveningPhone> {
    const context = await launchProfile(folder)
    return this.#withNet((its) => Walker.onContext(context, its.origin), context, net)
  }

  async laptop(): Promise<Official> {
    const official = await Official.onNewLaptop(this.#browser, this.app.directOrigin)
    await this.clock.giveTo(official.page.context())
    this.#people.push(official)
    return official
  }

  async #withNet(
    open: (net: FaultProxy) => Promise<Walker>,
    context: Parameters<EveningClock['giveTo']>[0],
    known?: FaultProxy,
  ): Promise<EveningPhone> {
    const net = known ?? (await startFaultProxy(this.app.directOrigin))
    if (!known) this.#nets.push(net)
    await this.clock.giveTo(context)
    const walker = await open(net)
    this.#people.push(walker)
    return { walker, net }
  }

  /** What no screen may say, of everybody. */
  errors(): string[] {
    return this.#people.flatMap(({ errors }) => errors)
  }

  async end(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.close()))
    await Promise.all(this.#nets.map((net) => net.close()))
    await this.app.close()
  }
}
