import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * `npm run dev`: the server on port 3000, restarted when its files change, and vite with hot reload on port 5173, which forwards
 * `/api` and `/tiles` (vite.config.ts). When one ends, both end.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

const start = (args: string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })

const children = [
  start(['--watch', '--watch-preserve-output', 'server/main.ts', '--without-client']),
  start([vite, '--clearScreen', 'false']),
]

const endAll = (): void => {
  for (const child of children) child.kill('SIGTERM')
}

for (const child of children) child.on('exit', endAll)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endAll)
process.on('disconnect', endAll)
await Promise.all(children.map((child) => new Promise((resolve) => child.on('close', resolve))))
// The channel to run.mjs would keep this process alive.
process.exit(0)
