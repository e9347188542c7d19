import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { chromiumPath } from '../support/browser.ts'
import { installDebianPackage } from './debian-package.ts'
import { runScript } from './run-command.ts'

/** Makes sure there is a Chromium for the browser tests; answers why not, or undefined. */
export async function chromiumForTests(): Promise<string | undefined> {
  if (hasChromium()) return undefined
  await installDebianPackage('chromium')
  if (hasChromium()) return undefined
  await runScript('playwright-core/cli.js', ['install', 'chromium-headless-shell', 'chromium'])
  if (hasChromium()) return undefined
  return 'there is no Chromium, and none could be installed (apt-get install chromium, or npx playwright-core install chromium)'
}

const hasChromium = (): boolean =>
  chromiumPath() !== undefined || existsSync(chromium.executablePath())
