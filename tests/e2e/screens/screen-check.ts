import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import type { Language } from '../../../shared/text/language.ts'
import { lookAtScreen } from './screen-look.ts'
import { messageKeys } from '../tours/words.ts'

export interface ScreenRules {
  language: Language
  themes: readonly ('dark' | 'light')[]
  /** Least width and height of a control in px; undefined where hands hold a mouse. */
  leastControl?: number
}

/** Collects what is wrong with each screen that is shown to it, in the themes of the rules; an empty list is what a test wants. */
export class ScreenCheck {
  readonly findings: string[] = []
  /** Names of the screens that were looked at, in order. */
  readonly seen: string[] = []
  /** Begins with the theme that the screen before it ended with. */
  readonly #themes: ('dark' | 'light')[]
  readonly #page: Page
  readonly #rules: ScreenRules

  constructor(page: Page, rules: ScreenRules) {
    this.#page = page
    this.#rules = rules
    this.#themes = [...rules.themes]
  }

  /**
   * Looks at what is on the screen now. The theme follows the system, so it changes under the open screen; each screen
   * begins with the one that the screen before ended with, because every change draws the map anew.
   */
  async look(name: string): Promise<void> {
    this.seen.push(name)
    this.#themes.reverse()
    for (const theme of this.#themes) {
      await this.#page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await this.#page.evaluate(stillness)
      for (const violation of await this.#violations()) this.#note(`${name}, ${theme}`, violation)
    }
    const found = await this.#page.evaluate(lookAtScreen, {
      leastControl: this.#rules.leastControl ?? 0,
      keys: messageKeys,
      language: this.#rules.language,
    })
    for (const finding of found) this.#note(name, finding)
  }

  /** All of axe's rules. Its script is handed over once a page: that takes longer than a run. */
  async #violations(): Promise<string[]> {
    const page = this.#page
    const isThere = await page.evaluate(() => 'axe' in window)
    const builder = new AxeBuilder(isThere ? { page, axeSource: '0' } : { page })
    const { violations } = await builder
      .setLegacyMode(true)
      .options({ resultTypes: ['violations'], preload: false })
      .analyze()
    return violations.map(({ id, nodes }) => {
      const said = nodes.map(
        ({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`,
      )
      return `${id}: ${said.join('; ').replace(/\s+/g, ' ')}`
    })
  }

  #note(screen: string, finding: string): void {
    this.findings.push(`${screen}: ${finding}`)
  }
}

/** Colours that are still on their way would be measured somewhere between two themes. */
async function stillness(): Promise<void> {
  const ending = document.getAnimations().filter((animation) => {
    const { endTime } = animation.effect?.getComputedTiming() ?? {}
    return typeof endTime === 'number' && Number.isFinite(endTime)
  })
  await Promise.allSettled(ending.map((animation) => animation.finished))
}
