import { chromiumForTests } from './chromium.ts'
import { debianPostgres } from './debian-postgres.ts'
import { firefoxForTests } from './firefox.ts'
import { movedClock, otherClocks } from './moved-clock.ts'
import { otherProgramsForTests } from './other-programs.ts'
import { runScript } from './run-command.ts'
import { MissingDataError, testData } from '../support/repository.ts'
import { runVitest, type Counts } from './run-vitest.ts'

export interface PartResult extends Counts {
  name: string
  seconds: number
  /** Why the part could not run. */
  missing?: string
  /** It may be missing where its requirements cannot be met; then it is reported as not run. */
  isExtra?: boolean
}

/** Tests of the embedded database itself say nothing about another PostgreSQL. */
const onlyEmbedded = ['tests/server/embedded-postgres/**']

/**
 * These tests concern what is in front of the database, or run an embedded one: one version and one time find everything they can
 * find, so they run once. Names of folders and files below `tests/server`.
 */
const beforeDatabase = [
  'convergence/weak-network',
  'operations/backup-commands',
  'operations/cli',
  'operations/demo',
  'operations/health',
  'operations/launcher',
  'operations/logs',
  'operations/metrics',
  'operations/start',
  'photos/bad-photos',
  'photos/photos-forged',
  'photos/photos-read',
  'photos/real-photos',
  'security/',
  'serving/client-files',
  'serving/malicious-paths',
  'serving/map.test',
  'serving/openapi',
].map((name) => `tests/server/${name}`)

/** The convergence test continues with schedules of its own instead of repeating those of the other version. */
const otherSchedules = { SEED: '201', RUNS: '40' }

/** They start a PostgreSQL of their own, of the oldest version that production may run: once is enough. */
const onlyOutside = ['tests/server/store/outside*.test.ts']

/** It needs the large corpora, which are not in the repository. */
const onlyWithData = ['tests/server/photos/photo-corpus.test.ts']

/** They read what we write by programs that are no packages of ours. */
const byOtherPrograms = {
  unit: 'tests/unit/report/by-other-programs/',
  server: 'tests/server/other-programs/',
} as const

/** What has a step of its own. */
const apart = [...onlyWithData, `${byOtherPrograms.server}**`]

/** Tests that the calendar leaves out, each with the reason. */
const outOfCalendar: Record<string, string> = {
  'tests/server/embedded-postgres/*kill*': 'hard kills show what a disk keeps, and take minutes',
  'tests/server/security/fuzz-routes.test.ts': 'what is random there does not depend on a time',
}

/** By each further clock the convergence test goes through some schedules instead of all. */
const fewSchedules = { RUNS: '40' }

type Outcome = Counts | { missing: string; isExtra?: boolean }
interface Step {
  name: string
  run: () => Promise<Outcome>
}

const command = (name: string, script: string, args: string[]): Step => ({
  name,
  run: async () => {
    const code = await runScript(script, args)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  },
})

const asPattern = (name: string): string => (name.endsWith('/') ? `${name}**` : `${name}*`)

const without = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => ['--exclude', pattern])

/**
 * Unit tests and those on the newest PostgreSQL by another clock. The processes that the tests start use it; the database does not
 * need to.
 */
const atOtherTime = (name: string): Step[] =>
  (['unit', 'server'] as const).map((project) => ({
    name: `${name}, ${project}`,
    run: () => inMovedTime(name, project),
  }))

const isCi = process.env['CI'] === 'true'

/** The clock that every CI run uses as well: more than a year from now, so that nothing passes in its first year only. */
const alsoAt = 'in-400-days'

const parts: Record<string, Step[]> = {
  format: [command('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])],
  lint: [command('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0'])],
  unused: [command('unused code', 'knip/bin/knip.js', ['--no-config-hints'])],
  types: [command('types', 'vue-tsc/bin/vue-tsc.js', ['-b'])],
  // Once is enough: what passes only today is seen by the one run, what passes only later by the other.
  unit: [
    isCi
      ? { name: `unit, ${alsoAt}`, run: () => inMovedTime(alsoAt, 'unit') }
      : { name: 'unit', run: () => runVitest('unit', without([asPattern(byOtherPrograms.unit)])) },
  ],
  server: [
    {
      name: 'server, PostgreSQL 18',
      run: () =>
        runVitest('server', without([...beforeDatabase.map(asPattern), ...onlyOutside, ...apart])),
    },
    { name: `server, PostgreSQL 15, ${alsoAt}`, run: onDebianPostgres },
    {
      name: `server, no database, ${alsoAt}`,
      run: () => inMovedTime(alsoAt, 'server', beforeDatabase),
    },
    { name: 'server, photo corpus', run: withPhotoCorpus },
    ...(['unit', 'server'] as const).map((project) => ({
      name: `${project}, read by other programs`,
      run: () => withOtherPrograms(project),
    })),
  ],
  e2e: [
    { name: 'e2e, Chromium', run: inChromium },
    { name: 'e2e, Firefox', run: inFirefox },
  ],
  two: [{ name: 'two processes, one database', run: withTwoProcesses }],
  ...Object.fromEntries(Object.keys(otherClocks).map((name) => [name, atOtherTime(name)])),
  calendar: Object.keys(otherClocks).flatMap(atOtherTime),
}

export const partNames: readonly string[] = Object.keys(parts)

/**
 * What runs when nothing is named: `two` is a short test of `server` run at length, and the remaining clocks have a command of
 * their own.
 */
export const usualParts: readonly string[] = [
  'format',
  'lint',
  'unused',
  'types',
  'unit',
  'server',
  'e2e',
]

/** They need one core each and share nothing; only `unit` prints anything when all is well. */
const sideBySide = ['format', 'lint', 'unused', 'types', 'unit']

/** What may run at the same time, in the requested order. */
export function groupsOf(names: readonly string[]): string[][] {
  const first = names.filter((name) => sideBySide.includes(name))
  const rest = names.filter((name) => !sideBySide.includes(name)).map((name) => [name])
  return first.length > 0 ? [first, ...rest] : rest
}

/** Runs one part; a part may have several results. */
export async function runPart(part: string): Promise<PartResult[]> {
  const results: PartResult[] = []
  for (const { name, run } of parts[part] ?? []) {
    // A shutdown signal came while the step before ran.
    if (process.exitCode === 130) break
    const begin = performance.now()
    const outcome = await run()
    const seconds = (performance.now() - begin) / 1000
    results.push({ name, seconds, passed: 0, failed: 0, ...outcome })
  }
  return results
}

/** On the oldest version in use and by another clock at once: a fault of either shows, and the run stays short. */
async function onDebianPostgres(): Promise<Outcome> {
  const moved = await clockOf(alsoAt)
  if ('missing' in moved) return moved
  const cluster = await debianPostgres()
  if ('missing' in cluster) return cluster
  try {
    const args = without([...onlyEmbedded, ...beforeDatabase.map(asPattern), ...apart])
    const env = { ...moved.env, TEST_DATABASE_URL: cluster.url, ...otherSchedules }
    return await runVitest('server', args, env)
  } finally {
    await cluster.stop()
  }
}

async function withOtherPrograms(project: 'unit' | 'server'): Promise<Outcome> {
  const missing = await otherProgramsForTests()
  return missing ? { missing, isExtra: true } : runVitest(project, [byOtherPrograms[project]])
}

async function withPhotoCorpus(): Promise<Outcome> {
  const corpus = 'photos/manifest.json'
  if (testData(corpus)) return runVitest('server', onlyWithData)
  return { missing: new MissingDataError(corpus).message, isExtra: true }
}

const clockOf = async (name: string): ReturnType<typeof movedClock> => {
  const clock = otherClocks[name]
  return clock ? movedClock(clock) : { missing: `there is no clock ${name}` }
}

/** All tests of a project by another clock, or the named files. */
async function inMovedTime(
  name: string,
  project: 'unit' | 'server',
  files: readonly string[] = [],
): Promise<Outcome> {
  const moved = await clockOf(name)
  if ('missing' in moved) return moved
  // Named files are what a usual run does not go through otherwise.
  const left = files.length > 0 ? [] : Object.keys(outOfCalendar)
  const excluded = [...left, ...onlyOutside, ...apart]
  const args = without(project === 'server' ? excluded : [asPattern(byOtherPrograms.unit)])
  return runVitest(project, [...files, ...args], { ...fewSchedules, ...moved.env })
}

/** Against DATABASE_URL when that is set, whose user may create databases; otherwise against an embedded one. */
function withTwoProcesses(): Promise<Outcome> {
  const url = process.env['DATABASE_URL']
  const env = { TWO_PINS: '100', ...(url ? { TEST_DATABASE_URL: url } : {}) }
  return runVitest(
    'server',
    ['tests/server/store/two-processes.test.ts', '--testTimeout=300000'],
    env,
  )
}

async function inChromium(): Promise<Outcome> {
  const missing = await chromiumForTests()
  return missing ? { missing } : runVitest('e2e')
}

/** Every property is tested in Chromium; the second engine is for machines that can have it, also under CI. */
async function inFirefox(): Promise<Outcome> {
  const missing = await firefoxForTests()
  return missing ? { missing, isExtra: true } : runVitest('firefox')
}
