import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { longestWaitMs, phone, watchForErrors } from '../../support/browser/browser.ts'

/** A volunteer with a phone: what a person does on the walk app, in the words of its Danish screens. */
export class Walker {
  readonly page: Page
  readonly origin: string
  readonly errors: string[]

  constructor(page: Page, origin: string) {
    this.page = page
    this.origin = origin
    this.errors = watchForErrors(page)
    page.setDefaultTimeout(longestWaitMs)
  }

  /** A fresh phone of its own: nothing is shared with other walkers. */
  static async onNewPhone(browser: Browser, origin: string, overrides = {}): Promise<Walker> {
    const context = await browser.newContext(phone(overrides))
    await context.addInitScript(keepPositionFresh)
    return new Walker(await context.newPage(), origin)
  }

  static async onContext(context: BrowserContext, origin: string): Promise<Walker> {
    await context.addInitScript(keepPositionFresh)
    return new Walker(context.pages()[0] ?? (await context.newPage()), origin)
  }

  async join(code = 'NYVA26', name?: string): Promise<void> {
    await this.page.goto(`${this.origin}/v/${code}`)
    if (name) await this.page.getByLabel('Dit navn').fill(name)
    await this.page.getByRole('button', { name: 'Deltag', exact: true }).click()
    await this.registerButton().waitFor()
  }

  registerButton() {
    return this.page.getByRole('button', { name: 'Registrér her' })
  }

  /** On home, on a walk that is over or far away: answers the question before the first pin, which is asked once. */
  async insistOnWalk(): Promise<void> {
    await this.registerButton().click()
    await this.page.getByRole('button', { name: /^Ja, registrér i/ }).click()
    await this.page.getByRole('button', { name: 'Luk', exact: true }).click()
    await this.registerButton().waitFor()
  }

  pill() {
    return this.page.getByRole('button', { name: /Se dine registreringer/ })
  }

  /** A photo of an open sheet shows the same words. */
  savedNotice() {
    return this.page.locator('.undo').getByText('Gemt på telefonen', { exact: true })
  }

  /** From the map to the sheet of one pin, by group and topic. */
  async chooseTopic(group: string, topic?: string): Promise<void> {
    await this.registerButton().click()
    const groups = this.page.getByRole('group', { name: 'Alle emner' })
    await groups.getByRole('button', { name: group, exact: true }).click()
    if (topic) await this.page.getByRole('button', { name: topic, exact: true }).click()
    await this.saveButton().waitFor()
  }

  saveButton() {
    return this.page.getByRole('button', { name: 'Gem', exact: true })
  }

  async addPhoto(...paths: string[]): Promise<void> {
    await this.page.locator('input[type=file]:not([capture])').setInputFiles(paths)
  }

  async writeRemark(text: string): Promise<void> {
    await this.page.getByLabel(/^Bemærkning/).fill(text)
  }

  remark(): Promise<string> {
    return this.page.getByLabel(/^Bemærkning/).inputValue()
  }

  /** On the list of own pins: sends everything now. */
  async sendAll(): Promise<void> {
    await this.page.getByRole('button', { name: 'Prøv igen nu' }).click()
    await this.waitSignedIn(this.pill().filter({ hasText: 'Alt er sendt' }))
  }

  /**
   * Waits for what only a signed-in phone shows. A browser that was killed may not have written its cookie yet; then the app asks
   * for it, and one tap signs the phone in again.
   */
  private async waitSignedIn(shown: Locator): Promise<void> {
    const again = this.page.getByRole('button', { name: 'Log ind igen' }).first()
    await again.or(shown).first().waitFor()
    if (await again.isVisible()) await again.click()
    await shown.first().waitFor()
  }

  /** From any screen with a menu: fetches what is needed without a network; the caller reads the result. */
  async prepareOffline(): Promise<void> {
    await this.page.getByRole('link', { name: 'Mig', exact: true }).click()
    await this.page.getByRole('button', { name: 'Klar til offline' }).click()
    await this.waitForWorker()
    await this.page.getByRole('button', { name: /^Gør klar/ }).click()
  }

  /** The list of own pins, from any screen with a pill. */
  async openOwn(): Promise<void> {
    await this.pill().click()
    await this.page.getByRole('heading', { name: 'Mine registreringer' }).waitFor()
  }

  /** On the list of own pins. */
  tryNow(): Promise<void> {
    return this.page.getByRole('button', { name: 'Prøv igen nu' }).click()
  }

  /** On the list: waits for a pin of somebody else; what arrives while one reads is shown by a press only. */
  async see(words: string): Promise<void> {
    const news = this.page.getByRole('button', { name: /nye? registrering/ })
    await this.waitSignedIn(this.rows(words).or(news))
    if (await news.isVisible()) await news.click()
    await this.rows(words).waitFor()
  }

  /** Rows of the list that is open: of all pins, or of the own ones. */
  rows(words: string | RegExp) {
    return this.page.getByRole('main').getByRole('listitem').filter({ hasText: words })
  }

  async save(): Promise<void> {
    await this.saveButton().click()
    await this.savedNotice().waitFor()
  }

  /** Waits for words on the pill, e.g. `Alt er sendt` or `1 venter på net`. */
  async waitForPill(words: string | RegExp): Promise<void> {
    await this.pill().filter({ hasText: words }).waitFor()
  }

  /** The worker has the whole shell once it controls the page. */
  async waitForWorker(): Promise<void> {
    await this.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      if (active?.state === 'activated') return
      await new Promise<void>((resolve) => {
        active?.addEventListener('statechange', () => {
          if (active.state === 'activated') resolve()
        })
      })
    })
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}

/**
 * Runs in the page: a phone reports its position again and again, and the browser's stand-in reports it once, so the last one is
 * repeated. Tests about old positions bring a stand-in of their own.
 */
function keepPositionFresh(): void {
  const service = Geolocation.prototype
  const { watchPosition, clearWatch } = service
  const timers = new Map<number, number>()
  service.watchPosition = function (hear, ...rest) {
    let last: GeolocationPosition | undefined
    const repeat = () => {
      if (last) hear({ ...last, coords: last.coords, timestamp: Date.now() })
    }
    const heard = (position: GeolocationPosition) => hear((last = position))
    const id = watchPosition.call(this, heard, ...rest)
    timers.set(id, window.setInterval(repeat, 2_000))
    return id
  }
  service.clearWatch = function (id) {
    window.clearInterval(timers.get(id))
    clearWatch.call(this, id)
  }
}
