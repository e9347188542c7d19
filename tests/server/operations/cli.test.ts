import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkPassword } from '../../../server/store/identity/account-store.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { runCli, urlOf } from '../../support/server/run-cli.ts'
import { startServer } from '../../support/server/start-server.ts'

let database: TestDatabase
let url: string
let folder: string
let parties: string

beforeAll(async () => {
  database = await openTestDatabase()
  url = urlOf(database)
  folder = await mkdtemp(join(tmpdir(), 'lygte-cli-'))
  parties = join(folder, 'parties.json')
  await writeFile(
    parties,
    JSON.stringify([{ id: 'vej', name: 'Vej og Park', functions: ['road'] }]),
  )
  return () => database.drop()
})
afterAll(() => rm(folder, { recursive: true }))

const cli = (args: string[], options: { env?: Record<string, string>; input?: string } = {}) =>
  runCli(args, { ...options, env: { DATABASE_URL: url, DATA_DIR: folder, ...options.env } })

const municipality = () => [
  ...['create-municipality', '--name', 'Rebild', '--bounds', '9.4,56.7,10.1,56.95'],
  ...['--controller', 'Rebild Kommune', '--contact', 'tryg@rebild.example', '--parties', parties],
]
const account = [
  ...['create-account', '--municipality', 'Rebild', '--email', 'Vej@rebild.example'],
  ...['--name', 'Vejvagten', '--role', 'official', '--party', 'vej'],
]

it('the command line creates a municipality with its standing walk, and accounts that can sign in', async () => {
  const made = await cli(municipality())
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining('1 parties') as string })
  const walks = await database.db.selectFrom('walks').select(['title', 'is_standing']).execute()
  expect(walks).toEqual([{ title: 'Løbende observationer', is_standing: true }])

  const withAccount = await cli(account)
  const password = /shown only now\): (\S+)/.exec(withAccount.said)?.[1] ?? ''
  expect(withAccount.code).toBe(0)
  expect(await checkPassword(database, { email: 'vej@rebild.example', password })).toBeDefined()
})

it.each([
  [['no-such-command'], 'node server/cli.ts <command>'],
  [['create-account', '--nonsense'], "Unknown option '--nonsense'"],
  [['create-municipality', '--name', 'X', '--bounds', '1,2'], '--bounds must be'],
  [[...account.slice(0, -3), 'king'], '--role must be one of'],
  [account.map((word) => (word === 'vej' ? 'sky' : word)), 'parties does not exist'],
  [account.map((word) => (word === 'Rebild' ? 'Vejle' : word)), 'no municipality Vejle'],
  [[...account, '--password-stdin'], 'at least 15 characters'],
  [account.map((word) => (word === 'Vejvagten' ? '👍🏽'.repeat(201) : word)), '--name has 201'],
  [account.map((word) => (word === 'Vejvagten' ? '\u200d' : word)), '--name is missing'],
])('a wrong command line %j gets a sentence about what is wrong', async (args, part) => {
  const answer = await cli(
    args.map((word) => (word === 'Vej@rebild.example' ? 'ny@rebild.example' : word)),
    { input: 'short\n' },
  )
  expect(answer).toMatchObject({ code: 1, said: expect.stringContaining(part) as string })
  expect(answer.said).not.toMatch(/\n {4}at /)
})

it('the command line keeps the joiners of a name, and finds a municipality whichever way its letters are composed', async () => {
  const name = 'Herning 👨\u200d👩\u200d👧 علی\u200cرضا Å'
  const made = municipality().map((word) => (word === 'Rebild' ? name : word))
  expect((await cli(made)).said).toContain(name)
  const answer = await cli([
    ...[
      'create-account',
      '--municipality',
      name.normalize('NFD'),
      '--email',
      'her@herning.example',
    ],
    ...['--name', '👍🏽'.repeat(200), '--role', 'viewer'],
  ])
  expect(answer).toMatchObject({ code: 0 })
})

it('the command line works on the embedded database of a running server', async () => {
  const server = await startServer()
  const env = { DATABASE_URL: '', DATA_DIR: server.dataDir }
  const made = await cli(municipality(), { env })
  expect(made.code).toBe(0)
  expect((await fetch(`${server.origin}/api/health`)).status).toBe(200)
  expect(await cli(['load-demo'], { env })).toMatchObject({
    code: 1,
    said: 'The store holds another municipality; the demo was not loaded.',
  })
  await server.remove()
})

it('the command line replays parked mutations, reports what it does not understand, and collects old tombstones', async () => {
  expect(await cli(['replay-parked'])).toEqual({ code: 0, said: 'Nothing is parked.' })
  const wrong = await cli(['replay-parked', 'x'])
  expect(wrong).toEqual({ code: 1, said: '"x" is no id of a mutation.' })
  expect(await cli(['collect-tombstones'])).toEqual({ code: 0, said: '0 rows are forgotten.' })
  expect((await cli(['collect-tombstones', '--days', 'many'])).code).toBe(1)
})
