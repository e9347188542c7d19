import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { readManifest } from '../../server/backup/backup-manifest.ts'
import { restoreBackup } from '../../server/backup/restore-backup.ts'
import { writeBackup } from '../../server/backup/write-backup.ts'
import { loadDemoWhenEmpty } from '../../server/demo/load-demo.ts'
import { openDatabase, type Store } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrate.ts'
import { readEpoch } from '../../server/store/server-meta.ts'
import { buildTestApp } from '../support/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../support/connected-phone.ts'
import { administrate, databaseNamed } from '../support/database-cluster.ts'
import { makeCreate, someUuid } from '../support/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { PhoneDisk } from '../support/phone-disk.ts'
import { applyAs } from '../support/sync-calls.ts'

const now = new Date('2026-11-23T03:00:00Z')

let source: TestDatabase
let target: TestDatabase
let work: string
let folder: string

beforeEach(async () => {
  source = await openTestDatabase()
  target = await openTestDatabase()
  work = await mkdtemp(join(tmpdir(), 'lygte-backup-'))
  folder = join(work, 'backup')
})
afterEach(async () => {
  await source.drop()
  await target.drop()
  await rm(work, { recursive: true, force: true })
})

const back = (store: Store, newEpoch: string | null = null) =>
  restoreBackup(store, { folder, photosDir: join(work, 'photos-back'), newEpoch })

const save = (store: Store) => writeBackup(store, { folder, photosDir: join(work, 'photos'), now })

/** Every row of every table as text; what the database works out itself is in it too. */
async function everything({ pool }: Store): Promise<Record<string, string[]>> {
  const tables = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`,
  )
  const contents: Record<string, string[]> = {}
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ row: string }>(
      `select (t.*)::text as row from "${name}" as t order by 1`,
    )
    contents[name] = rows.map(({ row }) => row)
  }
  return contents
}

const pin = (store: Store, town: TestMunicipality, text: string) =>
  applyAs(store, town.phones.anna, {
    name: 'observation.create@1',
    args: makeCreate({ text }),
    space: town.walk.id,
  })

describe('a backup', () => {
  it('brings every row of every table back, and the numbers go on', async () => {
    await loadDemoWhenEmpty(source)
    await save(source)
    await back(target)
    expect(await everything(target)).toEqual(await everything(source))
    const next = `select nextval('observation_numbers') as number`
    expect((await target.pool.query(next)).rows).toEqual((await source.pool.query(next)).rows)
  })

  it('leaves the store working: what guards and counts the rows is in force again', async () => {
    const town = await seedMunicipality(source)
    await pin(source, town, 'før')
    await save(source)
    await back(target)
    expect((await pin(target, town, 'efter')).status).toBe('applied')
    const counted = `select (select count(*) from observations) as pins,
      (select coalesce(sum(pins), 0) from desk_tally_changes) + (select coalesce(sum(pins), 0)
        from desk_tallies where by_status = false and zoom = 8) as counted`
    const { rows } = await target.pool.query<{ pins: string; counted: string }>(counted)
    expect(rows[0]?.pins).toBe('2')
    await expect(
      target.pool.query(`update sync_rows set body = body where space_id = $1`, [town.walk.id]),
    ).rejects.toThrow()
  })

  it('is of one moment, while pins come in', async () => {
    const town = await seedMunicipality(source)
    let isDone = false
    const writing = (async () => {
      for (let index = 0; !isDone; index += 1) await pin(source, town, `nr. ${String(index)}`)
    })()
    await save(source)
    isDone = true
    await writing
    await back(target)
    const { rows } = await target.pool.query<Record<string, string>>(
      `select (select count(*) from observations) as pins, (select count(*) from events) as events,
        (select count(*) from sync_rows where kind = 'observation') as rows,
        (select count(*) from applied_mutations) as answers,
        (select head from spaces where id = $1) as head, (select max(seq) from sync_rows where space_id = $1) as seq`,
      [town.walk.id],
    )
    const { pins, events, rows: feed, answers, head, seq } = rows[0] ?? {}
    expect([events, feed, answers]).toEqual([pins, pins, pins])
    expect(head).toBe(seq)
  })

  it('has the photos with it, byte for byte', async () => {
    const photos = join(work, 'photos')
    await cp(join(import.meta.dirname, '../../client/public/icons'), photos, { recursive: true })
    await save(source)
    await back(target)
    const names = await readdir(photos)
    expect(await readdir(join(work, 'photos-back'))).toEqual(names)
    for (const name of names) {
      const [before, after] = await Promise.all(
        ['photos', 'photos-back'].map((place) => readFile(join(work, place, name))),
      )
      expect(after?.equals(before ?? Buffer.of())).toBe(true)
    }
  })

  it('is none when the photos cannot be read; only when there are none yet it is whole without', async () => {
    await writeFile(join(work, 'photos'), 'no folder')
    await expect(save(source)).rejects.toMatchObject({ code: 'ENOTDIR' })
    expect(await readdir(work)).not.toContain('backup')
    await rm(join(work, 'photos'))
    expect((await save(source)).photos).toEqual([])
  })

  it('does not have the name of a backup before it is whole; the next one begins afresh', async () => {
    const unreadable = join(work, 'photos', 'a-folder-where-a-photo-should-be')
    await mkdir(unreadable, { recursive: true })
    await expect(save(source)).rejects.toThrow()
    expect((await readdir(work)).toSorted()).toEqual(['backup.partial', 'photos'])
    await rm(unreadable, { recursive: true })
    await save(source)
    expect((await readdir(work)).toSorted()).toEqual(['backup', 'photos'])
  })
})

describe('putting a backup back', () => {
  it.each([
    ['a changed byte', async (file: string) => flip(file)],
    [
      'a file cut short',
      async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 20)),
    ],
    ['a missing file', (file: string) => rm(file)],
  ])('is refused before anything is written when it has %s', async (_what, damage) => {
    await loadDemoWhenEmpty(source)
    await save(source)
    await damage(join(folder, 'tables', 'observations.copy.gz'))
    await expect(back(target)).rejects.toMatchObject({
      name: 'BackupUnusableError',
      message: expect.stringContaining('observations.copy.gz') as string,
    })
    expect((await everything(target))['municipalities']).toEqual([])
  })

  it('is refused for a folder that is none', async () => {
    await expect(back(target)).rejects.toMatchObject({ name: 'BackupUnusableError' })
  })

  it('is refused in a store that is in use, and changes nothing there', async () => {
    await loadDemoWhenEmpty(source)
    await save(source)
    await seedMunicipality(target)
    const before = await everything(target)
    await expect(back(target, someUuid())).rejects.toMatchObject({ name: 'StoreNotEmptyError' })
    expect(await everything(target)).toEqual(before)
  })

  it('leaves an empty store when it fails on the way, and can be repeated', async () => {
    await loadDemoWhenEmpty(source)
    await save(source)
    const manifest = await readManifest(folder)
    const spoilt = manifest.tables.map((table) =>
      table.name === 'events' ? { ...table, rows: table.rows + 1 } : table,
    )
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, tables: spoilt }))
    await expect(back(target)).rejects.toMatchObject({ name: 'BackupUnusableError' })
    expect((await everything(target))['municipalities']).toEqual([])
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    await back(target)
    expect(await everything(target)).toEqual(await everything(source))
  })
})

describe('a backup of an older version', () => {
  const cluster = inject('testCluster')
  let older: Store
  let name: string

  beforeAll(async () => {
    name = `${cluster.prefix}old${Math.random().toString(36).slice(2, 8)}`
    await administrate(cluster.address, `create database ${name}`)
    older = openDatabase(databaseNamed(cluster.address, name))
  })
  afterAll(async () => {
    await older.close()
    await administrate(cluster.address, `drop database ${name} with (force)`)
  })

  it('gets the form of this one after its rows are back', async () => {
    const all = await target.pool.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations order by name',
    )
    await migrate(older, { only: all.rows.slice(0, 6) })
    await older.pool.query('insert into server_meta (epoch) values ($1)', [someUuid()])
    const townId = someUuid()
    await older.pool.query(
      `insert into municipalities select * from json_populate_record(null::municipalities, $1)`,
      [JSON.stringify(await municipalityRow(townId))],
    )
    await save(older)
    const fresh = `${name}b`
    await administrate(cluster.address, `create database ${fresh}`)
    const store = openDatabase(databaseNamed(cluster.address, fresh))
    try {
      await back(store)
      const { rows } = await store.pool.query('select name from schema_migrations order by name')
      expect(rows).toHaveLength(all.rows.length)
      expect((await store.pool.query('select id from municipalities')).rows).toEqual([
        { id: townId },
      ])
    } finally {
      await store.close()
      await administrate(cluster.address, `drop database ${fresh} with (force)`)
    }
  })

  it('is refused by a store that has the form of this one, in words', async () => {
    const { rows } = await target.pool.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations order by name',
    )
    await save(source)
    const manifest = await readManifest(folder)
    const shorter = { ...manifest, migrations: rows.slice(0, 6) }
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(shorter))
    await expect(back(target)).rejects.toMatchObject({ name: 'StoreNotEmptyError' })
  })

  /** As the newest version writes it; what an older one does not know is left out by the database. */
  async function municipalityRow(id: string): Promise<unknown> {
    const town = await seedMunicipality(source)
    const { rows } = await source.pool.query<{ row: object }>(
      'select to_json(municipalities) as row from municipalities where id = $1',
      [town.id],
    )
    return { ...rows[0]?.row, id }
  }
})

describe('phones after a restore', () => {
  it('M6: go on where they were when the store was moved as it stood', async () => {
    const town = await seedMunicipality(source)
    const before = await buildTestApp({ store: source })
    const disk = new PhoneDisk()
    const phone = connectPhone({ app: before.app, disk })
    await joinAs(phone, town.codes.walker)
    await pinOn(phone, town.walk.id, { text: 'før' })
    await phone.runner.runOnce()
    const { baseId: knownBase } = await phone.context.cache.pullPoint(town.walk.id)
    phone.life.kill()
    await before.close()
    await save(source)
    await back(target, null)
    expect(await readEpoch(target)).toBe(await readEpoch(source))

    const after = await buildTestApp({ store: target })
    const again = connectPhone({ app: after.app, disk })
    await pin(target, town, 'efter')
    await again.runner.runOnce()
    const pins = await again.pins.list(town.walk.id)
    expect(pins.map(({ observation }) => observation.text).toSorted()).toEqual(['efter', 'før'])
    const { baseId } = await again.context.cache.pullPoint(town.walk.id)
    expect(baseId).toBe(knownBase)
    await after.close()
  })

  it('M4: deliver again what is not in the backup; the end is as if nothing had failed', async () => {
    const town = await seedMunicipality(source)
    const before = await buildTestApp({ store: source })
    const disk = new PhoneDisk()
    const phone = connectPhone({ app: before.app, disk })
    await joinAs(phone, town.codes.walker)
    await pinOn(phone, town.walk.id, { text: 'i kopien' })
    await phone.runner.runOnce()
    await save(source)
    await pinOn(phone, town.walk.id, { text: 'efter kopien' })
    await phone.runner.runOnce()
    await pinOn(phone, town.walk.id, { text: 'endnu ikke sendt' })
    phone.life.kill()
    await before.close()

    await back(target, someUuid())
    const after = await buildTestApp({ store: target })
    const again = connectPhone({ app: after.app, disk })
    for (let round = 0; round < 3; round += 1) await again.runner.runOnce()
    const { rows } = await target.pool.query<{ text: string; events: string }>(
      `select body->>'text' as text, (select count(*) from events where observation_id = observations.id) as events
        from observations order by 1`,
    )
    expect(rows).toEqual([
      { text: 'efter kopien', events: '1' },
      { text: 'endnu ikke sendt', events: '1' },
      { text: 'i kopien', events: '1' },
    ])
    const pins = await again.pins.list(town.walk.id)
    expect(pins.map(({ delivery }) => delivery)).toEqual(['received', 'received', 'received'])
    await after.close()
  })
})

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  await writeFile(file, bytes)
}
