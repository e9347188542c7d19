/**
 * `node server/start/run.mjs <file.ts> [arguments]`: installs what a fresh clone lacks, then runs the file with the pinned Node. It
 * is plain JavaScript, because it must run before anything is installed, on Node >= 20.19.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinnedNode } from './find-node.mjs'
import { installPackages } from './install-packages.mjs'
import { onNpmGone } from './npm-ancestors.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Exits with a sentence and without a stack: the machine lacks something, the program is not at fault. */
function giveUp(message) {
  console.error(`\nLygte: ${message}\n`)
  process.exit(1)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  giveUp(`needs Node 20.19 or newer to start, and this is ${process.versions.node}.`)
}

const [file, ...args] = process.argv.slice(2)
if (!file) giveUp('say which file to run, for example server/main.ts.')

let node = ''
try {
  await installPackages(root)
  node = await pinnedNode(root)
} catch (error) {
  giveUp(error.message)
}

// The channel tells the child when this process has ended, even when it was killed.
const child = spawn(node, [file, ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  // Node reuses compiled code at the next start, which then takes about half as long.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env },
})

// Ctrl-C reaches the child directly, a `kill` of this process does not. Each signal is forwarded once; the child ignores a repeated
// one.
const passed = new Set()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (passed.has(signal)) return
    passed.add(signal)
    child.kill(signal)
  })
}

onNpmGone(() => child.kill('SIGTERM'))

child.on('error', (error) => giveUp(`${node} cannot be run: ${error.message}`))
child.on('exit', (code, signal) => {
  if (code !== null) process.exit(code)
  // The exit code that a shell reports for a program that a signal ended.
  process.exit(128 + (constants.signals[signal] ?? 0))
})
