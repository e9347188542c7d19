import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Path of an installed Chromium, or undefined to let playwright use its own. */
export const chromiumPath = (): string | undefined =>
  systemChromium.find((path) => existsSync(path))

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

/** Gangtunnel under Humlebakken, inside the open demo walk. */
export const humlebakken = { longitude: 9.97655, latitude: 57.02812, accuracy: 8 }

export const phone = (overrides: object = {}) => ({
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
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
