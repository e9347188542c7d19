import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { TestDatabase } from '../databases/open-test-database.ts'
import { ownEnvironment } from './own-environment.ts'
import { repositoryRoot } from '../repository.ts'

export interface CliAnswer {
  code: number | null
  /** Everything it wrote to the terminal. */
  said: string
}

/** Runs the operator's commands in a process of their own, with only the named variables of our environment. */
export async function runCli(
  args: string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<CliAnswer> {
  const child = spawn(process.execPath, ['server/cli.ts', ...args], {
    cwd: repositoryRoot,
    env: { ...ownEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, said: `${out}${errors}`.trim() }
}

/** DATABASE_URL of a test's database. */
export function urlOf({ address }: Pick<TestDatabase, 'address'>): string {
  const { connectionString, host = '', port = 5432, user = '', database: name = '' } = address
  if (connectionString) return connectionString
  return `postgres:///${name}?user=${user}&host=${encodeURIComponent(host)}&port=${port}`
}
