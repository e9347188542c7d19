import { execFileSync } from 'node:child_process'
import { firefoxPath } from '../support/browser/firefox.ts'
import { installDebianPackages } from './debian-package.ts'

/** The oldest version whose WebDriver BiDi has what Playwright needs (tests/support/browser/firefox-relay.ts). */
const oldestVersion = 153

/** Makes sure there is a Firefox ESR for the second engine's tests; returns why not, or undefined. */
export async function firefoxForTests(): Promise<string | undefined> {
  if ((installedVersion() ?? 0) < oldestVersion) await installDebianPackages(['firefox-esr'])
  const version = installedVersion()
  if (version === undefined) {
    return 'there is no Firefox ESR, and none could be installed (apt-get install firefox-esr)'
  }
  if (version >= oldestVersion) return undefined
  return `Firefox ${version} is too old to be driven, ${oldestVersion} is needed`
}

function installedVersion(): number | undefined {
  const path = firefoxPath()
  if (path === undefined) return undefined
  const said = execFileSync(path, ['--version']).toString()
  return Number(/Firefox (\d+)/.exec(said)?.[1] ?? 0)
}
