import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { repositoryRoot } from '../support/repository.ts'
import { runScript } from './run-command.ts'

export interface Counts {
  passed: number
  failed: number
  /** The failed tests, each with the message of its error, because the end of a long log must have it. */
  failures?: string[]
}

/** Vitest's JSON report of the whole run. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: ReportedFile[]
}
interface ReportedFile {
  name: string
  message: string
  status: string
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
}

/**
 * Runs a vitest project with its usual output, and counts its tests. A run that broke off without a report, a file that could not
 * be loaded, and a skipped test each count as failed: nothing passes by not running.
 */
export async function runVitest(
  project: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Counts> {
  const folder = join(repositoryRoot, '.tmp')
  const file = join(folder, `vitest-${project}.json`)
  await mkdir(folder, { recursive: true })
  await rm(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runScript(
    'vitest/vitest.mjs',
    ['run', '--project', project, ...reporters, ...args],
    env,
  )
  const report = await readReport(file)
  if (!report) return { passed: 0, failed: 1 }
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) console.log(`!!  ${skipped} tests were skipped; they count as failed.`)
  const failed = report.numFailedTests + skipped
  // A file that does not load, or an error outside of any test, fails the run without failing a test.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    failures: report.testResults.flatMap(failuresOf),
  }
}

function failuresOf({ name, message, status, assertionResults }: ReportedFile): string[] {
  const file = relative(repositoryRoot, name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0) return status === 'failed' ? [`${file}: ${messageOf(message)}`] : []
  return tests.map((test) => `${file}: ${test.fullName}: ${messageOf(test.failureMessages[0])}`)
}

/** Characters of a message that are enough for the seed and the shrunk counterexample of a property. */
const longestMessage = 1_500

/** Returns the message of an error without its stack. */
const messageOf = (text = ''): string =>
  (text.split(/\n\s+at /, 1)[0] ?? '').slice(0, longestMessage)

async function readReport(file: string): Promise<Report | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Report)
}
