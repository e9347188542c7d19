import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { readManifest } from '../../../server/backup/backup-manifest.ts'
import { openDatabase, type Store } from '../../../server/store/database/database.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { readEpoch } from '../../../server/store/database/server-meta.ts'
import { openBackupStage, pin, type BackupStage } from '../../support/databases/backup-stage.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { administrate, databaseNamed } from '../../support/databases/database-cluster.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import type { TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'

let source: TestDatabase
let target: TestDatabase
let folder: string
let save: BackupStage['save']
let back: BackupStage['back']
let close: BackupStage['close']

beforeEach(async () => {
  ;({ source, target, folder, save, back, close } = await openBackupStage())
})
afterEach(() => close())

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

  it('gets the tables of this version after its rows are restored', async () => {
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

  it('is refused by a store whose tables are of this version', async () => {
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
  it('M6: continue where they were when the store was moved as it stood', async () => {
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

  it('M4: deliver again what is missing from the backup, and end as if nothing had failed', async () => {
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
      `select body->>'text' as text, (select count(*) from events where subject_id = observations.id) as events
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
