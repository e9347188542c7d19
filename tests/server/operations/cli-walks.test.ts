import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setCategoryEffortsCommand } from '../../../server/commands/effort-commands.ts'
import { setRetentionCommand } from '../../../server/commands/retention-commands.ts'
import { closeWalkCommand, createWalkCommand } from '../../../server/commands/walk-commands.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { runCli, urlOf } from '../../support/server/run-cli.ts'

let database: TestDatabase
let town: TestMunicipality
let folder: string

beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  folder = await mkdtemp(join(tmpdir(), 'lygte-cli-'))
  return () => database.drop()
})
afterAll(() => rm(folder, { recursive: true }))

const cli = async (command: string, ...args: string[]): Promise<string> => {
  const env = { DATABASE_URL: urlOf(database), DATA_DIR: folder }
  const { code, said } = await runCli([command, ...args], { env })
  expect({ code, said }).toMatchObject({ code: 0 })
  return said
}

const municipality = 'Aalborg'
const newWalk = (options: Parameters<typeof createWalkCommand>[1]) =>
  createWalkCommand(database, { municipality, bounds: '9.91,57.04,9.95,57.06', ...options })

const fileOf = async (name: string, content: unknown): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(content))
  return path
}

const phasesOf = async (title: string): Promise<string[]> => {
  const rows = await database.db
    .selectFrom('walks')
    .select('phase')
    .where('title', '=', title)
    .execute()
  return rows.map(({ phase }) => phase)
}

describe('create-walk and close-walk', () => {
  it('make a walk with the codes and stops that were given, and close it', async () => {
    const stops = await fileOf('stops.json', [{ name: 'Kajen', longitude: 9.92, latitude: 57.05 }])
    const made = await cli(
      ...([
        'create-walk',
        '--municipality',
        'Aalborg',
        '--bounds',
        '9.91,57.04,9.95,57.06',
      ] as const),
      ...['--title', 'Ved havnen', '--code', 'KAJ 26', '--leader-code', 'STAV27', '--stops', stops],
    )
    expect(made).toContain("the code KAJ26 and the leader's code STAV27")
    expect(await phasesOf('Ved havnen')).toEqual(['open'])
    const named = await database.db.selectFrom('walk_stops').select('name').execute()
    expect(named).toContainEqual({ name: 'Kajen' })
    expect(await cli('close-walk', 'kaj26')).toContain('is closed')
    expect(await phasesOf('Ved havnen')).toEqual(['closed'])
    await expect(closeWalkCommand(database, ['KAJ26'])).rejects.toThrow('closed already')
  })

  it.each([
    [{ code: 'STAV 27' }, 'can be taken for another one'],
    [{ code: 'TRE' }, 'must have'],
    [{ code: 'B0B234', 'leader-code': 'BOB234' }, 'taken for each other'],
    [{ starts: '2026-12-05T18:00Z', ends: '2026-12-05T17:00Z' }, 'needs a start before its end'],
    [{ starts: '5. december' }, '--starts must be a time with its zone'],
    [{ stops: 'no-such-file.json' }, 'cannot be read'],
  ])('leave no walk behind after %j, and say what is wrong', async (options, sentence) => {
    await expect(newWalk({ title: 'Aldrig lavet', ...options })).rejects.toThrow(sentence)
    expect(await phasesOf('Aldrig lavet')).toEqual([])
  })

  it('do not close a walk that nobody knows', async () => {
    await expect(closeWalkCommand(database, ['QQQQ99'])).rejects.toThrow('no walk with the code')
  })
})

describe('set-category-efforts', () => {
  it('replaces which efforts the categories feed, and refuses a category that does not exist', async () => {
    const efforts = await fileOf('efforts.json', [{ category: 'lys.slukket', efforts: ['bydel'] }])
    await cli('set-category-efforts', '--municipality', municipality, '--efforts', efforts)
    const rows = await database.db
      .selectFrom('category_efforts')
      .select(['category', 'effort_id'])
      .where('municipality_id', '=', town.id)
      .execute()
    expect(rows).toEqual([{ category: 'lys.slukket', effort_id: 'bydel' }])
    const wrong = await fileOf('wrong.json', [{ category: 'lys.findesikke', efforts: ['bydel'] }])
    const refused = setCategoryEffortsCommand(database, { municipality, efforts: wrong })
    await expect(refused).rejects.toThrow('One of the categories does not exist')
  })
})

describe('retention and set-retention', () => {
  const monthsInStore = async () => {
    const { privacy } = await database.db
      .selectFrom('municipalities')
      .select('privacy')
      .where('id', '=', town.id)
      .executeTakeFirstOrThrow()
    return { names: privacy.retentionMonths, texts: privacy.textMonths }
  }

  it('change the months, which the dry run then tells, and delete nothing in the days of notice', async () => {
    const months = ['--months', '18', '--text-months', '60']
    const set = await cli('set-retention', '--municipality', municipality, ...months)
    expect(set).toContain('30 days')
    expect(await monthsInStore()).toEqual({ names: 18, texts: 60 })
    const plan = await cli('retention', '--dry-run')
    expect(plan).toContain('Aalborg: 18 months, texts of closed findings 60 months')
    expect(plan).toContain('Nothing is deleted before')
    expect(await cli('retention', '--run')).toContain('Deleted: 0 names of walkers')
  })

  it.each([
    [{ months: '24', 'text-months': '12' }, 'Texts cannot be deleted before names and photos'],
    [{ months: 'mange' }, '--months must be a whole number'],
  ])('change nothing after %j, and say what is wrong', async (options, sentence) => {
    const before = await monthsInStore()
    const refused = setRetentionCommand(database, { municipality, ...options })
    await expect(refused).rejects.toThrow(sentence)
    expect(await monthsInStore()).toEqual(before)
  })
})
