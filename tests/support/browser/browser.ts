import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Chromium without windows: the same engine in half the time, because it composes no frames for a screen. */
const shells = ['/usr/bin/chromium-headless-shell']
const wholeBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const installed = (paths: readonly string[]): string | undefined =>
  paths.find((path) => existsSync(path))

export const headlessShell = (): string | undefined => installed(shells)
export const wholeChromium = (): string | undefined => installed(wholeBrowsers)

/** Path of an installed Chromium, or undefined to let playwright use its own. */
const chromiumPath = (): string | undefined => headlessShell() ?? wholeChromium()

/** For what the shell does not have, such as the content settings of a profile. */
export function wholeBrowser(): { executablePath: string } | { channel: 'chromium' } {
  const executablePath = wholeChromium()
  return executablePath ? { executablePath } : { channel: 'chromium' }
}

/** No sandbox as root in containers; no background traffic, so that a request log holds the app's requests only. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launchBrowser(moreFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = chromiumPath()
  return chromium.launch({
    args: [...flags, ...moreFlags],
    ...(executablePath ? { executablePath } : {}),
  })
}

/** A browser with a profile on disk, so that it can be killed by signal and started again on the same data. */
export function launchProfile(
  profileDir: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  const executablePath = chromiumPath()
  return chromium.launchPersistentContext(profileDir, {
    args: flags,
    ...phone(),
    ...(executablePath ? { executablePath } : {}),
    ...options,
  })
}

/** How long a person waits for what a busy machine still has to do: a test says what comes, not how soon. */
export const longestWaitMs = 60_000

/** Gangtunnel under Humlebakken, inside the open demo walk. */
export const humlebakken = { longitude: 9.97655, latitude: 57.02812, accuracy: 8 }

/** With few pixels, since they are painted without a graphics card; tests that look at the finer map of real phones say so. */
export const phone = (overrides: object = {}) => ({
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1,
  hasTouch: true,
  isMobile: true,
  locale: 'da-DK',
  timezoneId: 'Europe/Copenhagen',
  colorScheme: 'dark' as const,
  geolocation: humlebakken,
  permissions: ['geolocation'],
  ...overrides,
})

export const laptop = (overrides: object = {}) => ({
  viewport: { width: 1440, height: 900 },
  locale: 'da-DK',
  timezoneId: 'Europe/Copenhagen',
  colorScheme: 'light' as const,
  ...overrides,
})

/** Collects what must never happen on any screen: uncaught errors, console errors, content-security refusals. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    // The browser itself logs every failed request; those are expected while the network is away.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(message.text())
    }
  })
  return errors
}
