import type { Page } from 'playwright-core'
import type { ScreenLooker } from '../tours/tour-guide.ts'

export interface TightRules {
  /** Least size of text in px; undefined while the size is not the reader's default. */
  leastText?: number
  /** Whether colours are forced: buttons then need an edge, and what is pressed another ground. */
  hasForcedColours?: boolean
}

/** Collects what a person cannot reach or read when the screen is low or narrow, the text large, or the colours forced. */
export class TightCheck implements ScreenLooker {
  readonly findings: string[] = []
  readonly #page: Page
  readonly #rules: TightRules

  constructor(page: Page, rules: TightRules) {
    this.#page = page
    this.#rules = rules
  }

  /** A screen that has just changed is laid out within a few frames: what is found must still be there then. */
  async look(name: string): Promise<void> {
    let found = await this.#lookOnce()
    for (let turn = 0; turn < 30 && found.length > 0; turn += 1) {
      await this.#page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      found = await this.#lookOnce()
    }
    for (const finding of found) this.findings.push(`${name}: ${finding}`)
  }

  #lookOnce(): Promise<string[]> {
    return this.#page.evaluate(lookForTightness, {
      leastText: this.#rules.leastText ?? 0,
      hasForcedColours: this.#rules.hasForcedColours ?? false,
    })
  }
}

/** Runs in the page, so it may use nothing from outside itself. */
function lookForTightness({ leastText, hasForcedColours }: Required<TightRules>): string[] {
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const called = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}"`
  const all = [...top.querySelectorAll('*')].filter(
    (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[inert], .sr-only, .skipnav, .leaflet-pane, .map-credit') === null,
  )

  const root = document.documentElement
  const tooWide =
    root.scrollWidth > window.innerWidth + 1 ? [`the page is ${root.scrollWidth} px wide`] : []
  const outside = all
    .filter((element) => element.children.length === 0 && element.closest('svg') === null)
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 1 && (right > window.innerWidth + 1 || left < -1)
    })
    .map((element) => `beside the screen: ${called(element)}`)

  // Each control is scrolled into sight as the keyboard does; then its middle has to be its own.
  const controls = all.filter((element) =>
    element.matches('button, a[href], input, select, textarea, summary'),
  )
  const covered = controls.flatMap((control) => {
    const target = control.closest('label') ?? control
    // What is higher than the space between the bars is never whole in sight; its middle can be.
    const isTall = target.getBoundingClientRect().height > window.innerHeight / 4
    target.scrollIntoView({ block: isTall ? 'center' : 'nearest' })
    const { left, top: upper, width, height } = target.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, upper + height / 2)
    if (hit && target.contains(hit)) return []
    return [`out of reach: ${called(control)}, below ${hit ? called(hit) : 'the edge'}`]
  })

  const small = all
    .filter((element) => element.closest('svg') === null)
    .filter((element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      ),
    )
    .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < leastText)
    .map((element) => `small text: ${called(element)}`)

  const buttons = hasForcedColours ? all.filter((element) => element.matches('button')) : []
  const edgeless = buttons
    .filter((button) => Number.parseFloat(getComputedStyle(button).borderTopWidth) === 0)
    .map((button) => `no edge in forced colours: ${called(button)}`)
  const grounds = (pressed: boolean) =>
    buttons
      .filter((button) => button.getAttribute('aria-pressed') === String(pressed))
      .map((button) => getComputedStyle(button).backgroundColor)
  const alike = grounds(true).some((ground) => grounds(false).includes(ground))
    ? ['what is chosen looks like what is not']
    : []
  return [...new Set([...tooWide, ...outside, ...covered, ...small, ...edgeless, ...alike])]
}
