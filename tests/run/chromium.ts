import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { headlessShell, wholeChromium } from '../support/browser/browser.ts'
import { installDebianPackages } from './debian-package.ts'
import { runScript } from './run-command.ts'

/** Makes sure that there is a Chromium for the browser tests, with and without its window. Returns why not, or undefined. */
export async function chromiumForTests(): Promise<string | undefined> {
  if (!wholeChromium()) await installDebianPackages(['chromium'])
  // Without the headless shell the tests take twice as long, with the same results.
  if (!headlessShell()) await installDebianPackages(['chromium-headless-shell'])
  if (hasChromium()) return undefined
  await runScript('playwright-core/cli.js', ['install', 'chromium-headless-shell', 'chromium'])
  if (hasChromium()) return undefined
  return 'there is no Chromium, and none could be installed (apt-get install chromium chromium-headless-shell, or npx playwright-core install chromium)'
}

const hasChromium = (): boolean =>
  wholeChromium() !== undefined || existsSync(chromium.executablePath())
