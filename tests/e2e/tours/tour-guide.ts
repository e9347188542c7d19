import type { Locator, Page } from 'playwright-core'
import type { Language } from '../../../shared/text/language.ts'
import type { FaultProxy } from '../../support/faults/fault-proxy.ts'
import { speaker, type Part, type Say } from './words.ts'

/** Is shown each screen of a tour, under its name. */
export interface ScreenLooker {
  look(name: string): Promise<void>
}

export interface Tour {
  page: Page
  origin: string
  proxy: FaultProxy
  check: ScreenLooker
  language: Language
}

/** Finds things on the screen by what the product calls them in the language of the tour. */
export class TourGuide {
  readonly page: Page
  readonly proxy: FaultProxy
  readonly language: Language
  readonly say: Say
  readonly #tour: Tour

  constructor(tour: Tour, part: Part) {
    this.#tour = tour
    this.page = tour.page
    this.proxy = tour.proxy
    this.language = tour.language
    this.say = speaker(part, tour.language)
  }

  /** Shows the present screen to the check, under this name. */
  look(name: string): Promise<void> {
    return this.#tour.check.look(name)
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.#tour.origin}${path}`)
  }

  button(key: string, facts: Record<string, number> = {}): Locator {
    return this.page.getByRole('button', { name: this.say(key, facts), exact: true })
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.say(key), exact: true })
  }

  words(key: string): Locator {
    return this.page.getByText(this.say(key), { exact: true })
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.say(key))
  }

  dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.dialog().waitFor({ state: 'detached' })
  }
}
