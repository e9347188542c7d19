import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'

/** The Node version that server and tests are written for; package.json pins the same one in the package `node`. */
const wantedMajor = 24

/**
 * Returns the path of a Node 24: this one, or the one that npm installed. When install scripts were blocked, npm installed only its
 * package, and its script is run here.
 */
export async function pinnedNode(root) {
  if (majorOf(process.versions.node) === wantedMajor) return process.execPath
  const folder = join(root, 'node_modules', 'node')
  const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if ((await majorAt(node)) === wantedMajor) return node
  console.log('Lygte: fetching Node 24 (its install script did not run) …')
  await runScript(folder)
  if ((await majorAt(node)) === wantedMajor) return node
  if (majorOf(process.versions.node) > wantedMajor) return process.execPath
  throw new Error(
    `Node 24 is missing and could not be fetched. Install Node 24, or allow npm to run the install script of the package "node" and run "npm ci".`,
  )
}

const majorOf = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0)

function majorAt(node) {
  return new Promise((resolve) => {
    execFile(node, ['--version'], (error, output) => resolve(error ? 0 : majorOf(output)))
  })
}

function runScript(folder) {
  return new Promise((resolve) => {
    const args = ['installArchSpecificPackage.js']
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'inherit' })
    child.on('error', () => resolve())
    child.on('close', () => resolve())
  })
}
