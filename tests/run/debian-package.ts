import { existsSync } from 'node:fs'
import { runCommand } from './run-command.ts'

/** Installs a Debian package when this is Debian and we may; answers whether it could. */
export async function installDebianPackage(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing the Debian package ${name} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', name]
  if ((await runCommand('apt-get', install, env)) === 0) return true
  // The list of packages may be old, or there may be none in a fresh container.
  await runCommand('apt-get', ['update'], env)
  return (await runCommand('apt-get', install, env)) === 0
}
