import { existsSync } from 'node:fs'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firefox, type BrowserContext } from 'playwright-core'
import { phone } from './browser.ts'
import { repositoryRoot } from '../repository.ts'

/** Debian's Firefox ESR, the second engine of the browser tests. */
const systemFirefox = ['/usr/bin/firefox-esr']

export const firefoxPath = (): string | undefined => systemFirefox.find((path) => existsSync(path))

/** What a fresh profile would otherwise do by itself: look for updates, call home, and follow the desktop's colours. */
const quiet = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.server': '',
}
const colours = { dark: 0, light: 1 }

/**
 * The real Firefox over WebDriver BiDi with a profile on disk, so that it can be killed by signal and started again on the
 * same data. It knows no `isMobile`; the window is a phone's all the same.
 */
export async function launchFirefoxProfile(
  profileDir: string,
  scheme: keyof typeof colours = 'dark',
): Promise<BrowserContext> {
  const { isMobile: _, permissions: __, ...device } = phone({ colorScheme: null })
  const context = await firefox.launchPersistentContext(profileDir, {
    channel: 'moz-firefox',
    executablePath: await relayProgram(),
    firefoxUserPrefs: {
      ...quiet,
      'layout.css.prefers-color-scheme.content-override': colours[scheme],
    },
    ...device,
    hasTouch: false,
  })
  await context.grantPermissions(['geolocation'])
  return context
}

let program: Promise<string> | undefined

/** Playwright starts one file and puts Firefox's own arguments behind it. */
function relayProgram(): Promise<string> {
  return (program ??= writeProgram())
}

async function writeProgram(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'lygte-firefox-')), 'firefox')
  const words = [process.execPath, join(repositoryRoot, 'tests/support/browser/firefox-relay.ts')]
  const command = [...words, firefoxPath() ?? 'firefox-esr'].map((word) => `'${word}'`).join(' ')
  await writeFile(file, `#!/bin/sh\nexec ${command} "$@"\n`)
  await chmod(file, 0o755)
  return file
}
