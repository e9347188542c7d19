import { spawn, type ChildProcess } from 'node:child_process'
import { repositoryRoot } from '../support/repository.ts'

const children = new Set<ChildProcess>()

/** Forwards a shutdown signal to the program that runs now. */
export function stopChildren(signal: NodeJS.Signals): void {
  for (const child of children) child.kill(signal)
}

/** Runs a program in the repository with its output on our terminal; returns its exit code, 1 when it could not start. */
export function runCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  children.add(child)
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (code) => {
      children.delete(child)
      resolve(code ?? 1)
    })
  })
}

/** The same for a JavaScript program of a package, with the Node that runs this process. */
export const runScript = (
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> => runCommand(process.execPath, [`node_modules/${script}`, ...args], env)
