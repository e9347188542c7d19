import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Installs the packages of package-lock.json when those in node_modules differ. */
export async function installPackages(root) {
  if (await isInstalled(root)) return
  console.log('Lygte: installing packages (only at the first start and after an update) …')
  const code = await runNpm(root)
  if (code === 0 && (await isInstalled(root))) return
  throw new Error(
    'the packages could not be installed ("npm ci" failed, see above). It needs the npm registry, or your own mirror of it, and write access to this folder.',
  )
}

/**
 * npm writes its list when it has finished, so half an installation has none. Optional packages may be missing (they are for other
 * machines), but none may be for another machine, as after copying a folder.
 */
async function isInstalled(root) {
  const wanted = await packagesIn(join(root, 'package-lock.json'))
  const found = await packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  const isForeign = Object.values(found).some(
    ({ os, cpu }) => excludes(os, process.platform) || excludes(cpu, process.arch),
  )
  return (
    !isForeign && Object.entries(wanted).every(([path, entry]) => fits(entry, found[path], path))
  )
}

function fits(wanted, found, path) {
  if (path === '') return true
  if (!found) return wanted.optional === true
  return found.version === wanted.version
}

const excludes = (names, own) =>
  names !== undefined &&
  (names.includes(`!${own}`) || !names.some((name) => name === own || name.startsWith('!')))

async function packagesIn(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

function runNpm(root) {
  // Under `npm start`, npm names its own path; PATH may hold another npm or none.
  const npm = process.env['npm_execpath']
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const [command, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args]
  const shell = process.platform === 'win32' && command === 'npm'
  return new Promise((resolve) => {
    const child = spawn(command, all, { cwd: root, stdio: 'inherit', shell })
    child.on('error', () => resolve(1))
    child.on('close', resolve)
  })
}
