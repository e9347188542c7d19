import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '../../../server/backup/backup-manifest.ts'
import { loadDemoWhenEmpty } from '../../../server/demo/load-demo.ts'
import {
  addWrongAnswers,
  readWrongAnswers,
} from '../../../server/store/identity/wrong-answer-store.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { openBackupStage, pin, type BackupStage } from '../../support/databases/backup-stage.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import type { TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'

let source: TestDatabase
let target: TestDatabase
let work: string
let folder: string
let save: BackupStage['save']
let back: BackupStage['back']
let close: BackupStage['close']

/** When the demo is loaded; its dates come from it. */
const loadedAt = Date.parse('2026-11-29T11:00:00Z')

beforeEach(async () => {
  ;({ source, target, work, folder, save, back, close } = await openBackupStage())
})
afterEach(() => close())

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

describe('a backup', () => {
  it('leaves out who guessed passwords and walk codes', async () => {
    await seedMunicipality(source)
    const limits = { now: loadedAt, windowMs: 60_000 }
    const [counted] = await addWrongAnswers(source, ['password 192.0.2.7'], limits)
    expect(counted?.count).toBe(1)
    await save(source)
    await back(target)
    expect(await readWrongAnswers(target, ['password 192.0.2.7'], loadedAt)).toEqual([
      { count: 0, endsAt: null },
    ])
  })

  it('brings every row of every table back, and the numbers go on', async () => {
    await loadDemoWhenEmpty(source, loadedAt)
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

  it('holds the state of one moment while pins arrive', async () => {
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
    await cp(join(import.meta.dirname, '../../../client/public/icons'), photos, { recursive: true })
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

  it('fails when the photos cannot be read, and has none only where there are none yet', async () => {
    await writeFile(join(work, 'photos'), 'no folder')
    await expect(save(source)).rejects.toMatchObject({ code: 'ENOTDIR' })
    expect(await readdir(work)).not.toContain('backup')
    await rm(join(work, 'photos'))
    expect((await save(source)).photos).toEqual([])
  })

  it('does not have the name of a backup before it is complete, and the next one starts over', async () => {
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
    await loadDemoWhenEmpty(source, loadedAt)
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
    await loadDemoWhenEmpty(source, loadedAt)
    await save(source)
    await seedMunicipality(target)
    const before = await everything(target)
    await expect(back(target, someUuid())).rejects.toMatchObject({ name: 'StoreNotEmptyError' })
    expect(await everything(target)).toEqual(before)
  })

  it('leaves an empty store when it fails on the way, and can be repeated', async () => {
    await loadDemoWhenEmpty(source, loadedAt)
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

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  await writeFile(file, bytes)
}
