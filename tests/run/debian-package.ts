import { existsSync } from 'node:fs'
import { runCommand } from './run-command.ts'

/**
 * Installs a Debian package, or its newest release, when this is Debian and the user may; returns whether it could. The list of
 * packages is updated first: with an old one apt would install an old browser.
 */
export async function installDebianPackage(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing the Debian package ${name} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update'], env)
  const install = ['install', '-y', '--no-install-recommends', name]
  return (await runCommand('apt-get', install, env)) === 0
}
