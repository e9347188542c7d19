import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { openDatabase, type Store } from '../../../server/store/database/database.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { foldLetters } from '../../../shared/text/search-words.ts'
import { administrate, databaseNamed } from '../../support/databases/database-cluster.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

const cluster = inject('testCluster')
const migrations = join(import.meta.dirname, '../../../server/migrations')

describe('migrations', () => {
  let folder: string
  let name: string
  let store: Store

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lygte-migrations-'))
    await cp(migrations, folder, { recursive: true })
    name = `${cluster.prefix}m${Math.random().toString(36).slice(2, 8)}`
    await administrate(cluster.address, `create database ${name}`)
    store = openDatabase(databaseNamed(cluster.address, name))
    return async () => {
      await store.close()
      await administrate(cluster.address, `drop database ${name} with (force)`)
      await rm(folder, { recursive: true })
    }
  })

  it('apply each file once when several servers start at the same time', async () => {
    const others = [1, 2, 3].map(() => openDatabase(databaseNamed(cluster.address, name)))
    const applied = await Promise.all([store, ...others].map((each) => migrate(each, { folder })))
    await Promise.all(others.map((each) => each.close()))
    const names = applied.flat()
    expect(names.length).toBeGreaterThanOrEqual(4)
    expect(new Set(names).size).toBe(names.length)
    expect(await migrate(store, { folder })).toEqual([])
  })

  it('refuse a file that was changed after it was applied', async () => {
    await migrate(store, { folder })
    await writeFile(join(folder, '0004-sync.sql'), '-- changed\n', { flag: 'a' })
    await expect(migrate(store, { folder })).rejects.toMatchObject({
      name: 'MigrationChangedError',
      message: expect.stringContaining('0004-sync.sql') as string,
    })
  })

  it('stop when an applied file is missing', async () => {
    await migrate(store, { folder })
    await rm(join(folder, '0002-walks.sql'))
    await expect(migrate(store, { folder })).rejects.toMatchObject({
      name: 'MigrationChangedError',
    })
  })

  it('accept other line endings for the same file', async () => {
    await migrate(store, { folder })
    const sql = await readFile(join(folder, '0002-walks.sql'), 'utf8')
    await writeFile(join(folder, '0002-walks.sql'), sql.replaceAll('\n', '\r\n'))
    expect(await migrate(store, { folder })).toEqual([])
  })

  it('fold the text of existing observations as the program folds the words of a search', async () => {
    const files = (await readdir(migrations)).filter((file) => file < '0013')
    const before = await mkdtemp(join(tmpdir(), 'lygte-before-'))
    for (const file of files) await cp(join(migrations, file), join(before, file))
    await migrate(store, { folder: before })
    await rm(before, { recursive: true })
    const texts = [
      'åbyvej 4 1000',
      'café ødelagt bænk',
      'öl ärger straße œuvre',
      'naïve ñandú ǻ ǿ 한글 ゞ',
      '',
    ]
    await store.pool.query(`
      set session_replication_role = replica;
      insert into observations (municipality_id, id, walk_id, number, category, status, severity,
        is_restricted, longitude, latitude, search_text, body, captured_at)
      select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'lys', 'received', 1,
        false, 9.9, 57, words, '{}', now()
      from (values ${texts.map((text) => `('${text}')`).join()}) as given(words);
      set session_replication_role = origin`)
    await migrate(store, { folder })
    const { rows } = await store.pool.query<{ search_text: string; folded_text: string }>(
      'select search_text, folded_text from observations',
    )
    expect(rows).toHaveLength(texts.length)
    for (const row of rows) {
      expect([row.search_text, row.folded_text]).toEqual([
        row.search_text,
        foldLetters(row.search_text),
      ])
    }
  })

  it('tell of old findings who has them since when and which deadline moved, and give old reports their dates', async () => {
    const files = (await readdir(migrations)).filter((file) => file < '0065')
    const before = await mkdtemp(join(tmpdir(), 'lygte-before-'))
    for (const file of files) await cp(join(migrations, file), join(before, file))
    await migrate(store, { folder: before })
    await rm(before, { recursive: true })
    const [town, walk, one] = [1, 2, 3].map((n) => `0199a000-0000-7000-8000-00000000000${n}`)
    const assigned = (seq: number, day: string, data: object) =>
      `('${town}', '${walk}', ${seq}, '${one}', 'observation', 'account', 'Tryg', 'assigned', '${JSON.stringify(data)}', '${day}')`
    const to = (partyIds: string[], dueOn: string | null, status: string) => ({
      partyIds,
      dueOn,
      status,
    })
    await store.pool.query(`
      set session_replication_role = replica;
      insert into municipalities (id, name, west, south, east, north, time_zone, privacy, emergency)
        values ('${town}', 'By', 9, 56, 11, 58, 'Europe/Copenhagen', '{}', '{}');
      insert into walks (municipality_id, id, title, phase, west, south, east, north)
        values ('${town}', '${walk}', 'Vandring', 'closed', 9, 56, 11, 58);
      insert into observations (municipality_id, id, walk_id, number, category, status, severity,
        is_restricted, longitude, latitude, search_text, body, captured_at)
      values ('${town}', '${one}', '${walk}', 1, 'lys', 'assigned', 1, false, 9.9, 57, '', '{"id": "x"}', now());
      insert into sync_rows (municipality_id, space_id, kind, id, seq, body)
        values ('${town}', '${walk}', 'observation', '${one}', 7, '{"id": "x"}');
      insert into events (municipality_id, space_id, seq, subject_id, subject_kind, actor_kind, actor_label, kind, data, received_at)
      values ${[
        assigned(1, '2026-11-03T09:00:00.5Z', {
          ...{ from: to([], null, 'received'), ...to(['road'], '2026-12-01', 'assigned') },
        }),
        assigned(2, '2026-11-20T09:00:00Z', {
          ...{
            from: to(['road'], '2026-12-01', 'assigned'),
            ...to(['road'], '2027-02-01', 'assigned'),
          },
        }),
      ].join()};
      insert into walk_reports (municipality_id, walk_id, id, version, language, made_at, made_by_role, document, facts)
      values ('${town}', '${walk}', '${one}', 1, 'da', '2026-08-30T22:30:00Z', 'leader', '{}', '{}');
      set session_replication_role = origin`)
    await migrate(store, { folder })
    const moved = { from: '2026-12-01', to: '2027-02-01', reason: '', by: 'Tryg' }
    const told = {
      id: 'x',
      heldSince: '2026-11-03T09:00:00.500Z',
      movedDates: [{ of: 'due', ...moved, at: '2026-11-20T09:00:00.000Z' }],
    }
    const bodies = await store.pool.query(
      'select body from observations union all select body from sync_rows where seq = 7',
    )
    expect(bodies.rows).toEqual([{ body: told }, { body: told }])
    const dates = await store.pool.query('select months, due_on from walk_feedback order by months')
    expect(dates.rows.map(({ due_on: day }: { due_on: string }) => day)).toEqual([
      ...['2026-09-30', '2026-11-30', '2027-02-28'],
    ])
  })

  it('keep nothing of a file that fails midway, and apply it after it was corrected', async () => {
    const broken = join(folder, '9000-broken.sql')
    await writeFile(broken, 'create table half (id integer);\nselect no_such_function();\n')
    await expect(migrate(store, { folder })).rejects.toMatchObject({ name: 'MigrationFailedError' })
    const half = await store.pool.query("select to_regclass('half') as found")
    expect(half.rows).toEqual([{ found: null }])
    await writeFile(broken, 'create table half (id integer);\n')
    expect(await migrate(store, { folder })).toEqual(['9000-broken.sql'])
  })
})

describe('the database', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await openTestDatabase()
    return () => database.drop()
  })

  it('reads a calendar day as text, whatever zone the server is in', async () => {
    const found = await database.pool.query("select date '2026-11-12' as day")
    expect(found.rows).toEqual([{ day: '2026-11-12' }])
  })

  it('lower-cases Danish letters in searches', async () => {
    const found = await database.pool.query("select lower('ÆØÅ') as text")
    expect(found.rows).toEqual([{ text: 'æøå' }])
  })

  it('refuses a phone and an account in one session', async () => {
    const insert = database.pool.query(
      `insert into sessions (municipality_id, id, secret_hash, expires_at)
       values (gen_random_uuid(), gen_random_uuid(), '\\x00', now())`,
    )
    await expect(insert).rejects.toMatchObject({ code: '23514' })
  })
})
