import type { Browser, Page } from 'playwright-core'
import { longestWaitMs, laptop, watchForErrors } from '../../support/browser/browser.ts'

/** An official with a laptop: what a person does at the desk, in the words of its Danish screens. */
export class Official {
  readonly page: Page
  readonly origin: string
  readonly errors: string[]

  constructor(page: Page, origin: string) {
    this.page = page
    this.origin = origin
    this.errors = watchForErrors(page)
    page.setDefaultTimeout(longestWaitMs)
  }

  static async onNewLaptop(browser: Browser, origin: string, overrides = {}): Promise<Official> {
    const context = await browser.newContext(laptop(overrides))
    return new Official(await context.newPage(), origin)
  }

  /** `town` is the part of the address that the demo's second city has. */
  async signIn(who: string, town = ''): Promise<void> {
    await this.page.goto(`${this.origin}/desk`)
    await this.page.getByLabel('E-mail').fill(`${who}@${town}demo.lygte.dk`)
    await this.page.getByLabel('Adgangskode', { exact: true }).fill('lygte-demo')
    await this.page.getByRole('button', { name: 'Log ind' }).click()
    await this.list().waitFor()
  }

  list() {
    return this.page.getByRole('region', { name: 'Registreringer' }).first()
  }

  /** Narrows the list to what has these words; resolves when the list shows nothing else. */
  async search(words: string): Promise<void> {
    const field = this.page.getByRole('searchbox')
    await field.fill(words)
    await field.press('Enter')
    await this.page.getByText(/^1 af /).waitFor()
  }

  panel() {
    return this.page.getByRole('complementary', { name: 'Åben registrering' })
  }

  async act(name: string): Promise<void> {
    const button = this.panel().getByRole('button', { name, exact: true })
    const more = this.panel().getByRole('button', { name: 'Flere', exact: true })
    if (!(await button.isVisible()) && (await more.isVisible())) await more.click()
    await button.click()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}
