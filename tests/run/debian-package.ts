import { existsSync } from 'node:fs'
import { runCommand } from './run-command.ts'

/**
 * Installs Debian packages, or their newest releases, when this is Debian and the user may; returns whether it could. The list of
 * packages is updated first: with an old one apt would install an old browser.
 */
export async function installDebianPackages(names: readonly string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing from Debian: ${names.join(', ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update'], env)
  const install = ['install', '-y', '--no-install-recommends', ...names]
  return (await runCommand('apt-get', install, env)) === 0
}
