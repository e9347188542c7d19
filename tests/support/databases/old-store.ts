import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { cookieNames } from '../../../server/http/sessions/session-cookies.ts'
import { openDatabase, type Store } from '../../../server/store/database/database.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { hashSecret } from '../../../server/store/identity/session-store.ts'
import { administrate, databaseNamed } from './database-cluster.ts'
import { makeObservation, someWalkId } from '../fixtures/make-observation.ts'
import { repositoryRoot } from '../repository.ts'

const migrations = join(repositoryRoot, 'server/migrations')

export interface OldStore {
  store: Store
  drop(): Promise<void>
}

/** A database as a server of so many migrations left it; the present ones are not applied yet. */
export async function openOldStore(migrationCount: number): Promise<OldStore> {
  const cluster = inject('testCluster')
  const folder = await mkdtemp(join(tmpdir(), 'lygte-old-'))
  const files = (await readdir(migrations)).toSorted().slice(0, migrationCount)
  for (const file of files) await cp(join(migrations, file), join(folder, file))
  const name = `${cluster.prefix}old${String(migrationCount)}`
  await administrate(cluster.address, `create database ${name}`)
  const store = openDatabase(databaseNamed(cluster.address, name))
  await migrate(store, { folder })
  await rm(folder, { recursive: true })
  const drop = async () => {
    await store.close()
    await administrate(cluster.address, `drop database ${name} with (force)`)
  }
  return { store, drop }
}

const oldTown = '0199a000-0000-7000-8000-00000000aaaa'
const secret = 'o'.repeat(43)
const sessionOf = {
  device: '0199a000-0000-7000-8000-0000000ce001',
  account: '0199a000-0000-7000-8000-0000000ce002',
}

/** The cookie of a session that the old server began. */
export const oldCookie = (kind: 'device' | 'account'): string =>
  `${oldTown}.${sessionOf[kind]}.${secret}`
export const oldCookieName = (kind: 'device' | 'account'): string => cookieNames[kind]

export interface OldRows {
  epoch: string
  clientId: string
  accountId: string
  /** What the old server has applied already. */
  applied: { mutationId: string; observationId: string; hash: string; text: string }
}

/** Rows as the first form of the tables (0001 to 0004) had them: a town, a walk, a phone, an official, one observation. */
export async function fillOldStore({ pool }: Store, rows: OldRows): Promise<void> {
  const { epoch, clientId, applied } = rows
  const body = makeObservation({
    id: applied.observationId,
    walkId: someWalkId,
    text: applied.text,
    authorClientId: clientId,
  })
  const result = { id: applied.mutationId, status: 'applied', effectSeq: '2' }
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rowCount } = await client.query(
      `select from information_schema.columns where table_name = 'spaces' and column_name = 'kind'`,
    )
    for (const [text, ...values] of statements(rows, rowCount === 1)) {
      await client.query(String(text), values)
    }
    await client.query('select lock_space($1, $2)', [oldTown, someWalkId])
    await client.query('update spaces set head = 2 where id = $1', [someWalkId])
    const walkRow = { id: someWalkId, title: 'Aalborg Øst', phase: 'open' }
    const rowOf = `insert into sync_rows (municipality_id, space_id, kind, id, seq, body) values ($1, $2, $3, $4, $5, $6)`
    await client.query(rowOf, [oldTown, someWalkId, 'walk', someWalkId, 1, walkRow])
    await client.query(rowOf, [oldTown, someWalkId, 'observation', body.id, 2, body])
    await client.query(
      `insert into observations (municipality_id, id, walk_id, number, category, status, severity, is_restricted, longitude,
         latitude, author_client_id, body, captured_at)
       values ($1, $2, $3, 1001, 'lys.slukket', 'received', 2, false, 9.9187, 57.0482, $4, $5, now())`,
      [oldTown, body.id, someWalkId, clientId, body],
    )
    await client.query(
      `insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq, name, args_hash, status, result, effect_seq)
       values ($1, $2, $3, $4, 1, 'observation.create@1', decode($5, 'hex'), 'applied', $6, 2)`,
      [oldTown, applied.mutationId, someWalkId, clientId, applied.hash, result],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
  await pool.query('insert into server_meta (epoch) values ($1)', [epoch])
  await pool.query("select setval('observation_numbers', 1001)")
  // Servers since 0009 note with the answer which running number it was for.
  await pool.query(`do $$ begin
    if exists (select from information_schema.columns where column_name = 'received_seqs') then
      update clients set received_seqs = '{[1,2)}';
    end if;
  end $$`)
}

/** `hasKinds`: spaces have had kinds since 0016. */
function statements({ clientId, accountId }: OldRows, hasKinds: boolean): unknown[][] {
  const session = `insert into sessions (municipality_id, id, secret_hash, client_id, account_id, expires_at) values ($1, $2, $3, $4, $5, '2100-01-01')`
  const privacy = { controller: 'Aalborg', contact: 'x', retentionMonths: 24 }
  const hash = hashSecret(secret)
  return [
    [
      `insert into municipalities (id, name, west, south, east, north, privacy) values ($1, 'Aalborg', 9.4, 56.8, 10.6, 57.3, $2)`,
      oldTown,
      privacy,
    ],
    [`insert into parties (municipality_id, id, name) values ($1, 'road', 'Vej og Park')`, oldTown],
    [
      `insert into walks (municipality_id, id, title, phase, west, south, east, north) values ($1, $2, 'Aalborg Øst', 'open', 9.9, 57, 10, 57.1)`,
      oldTown,
      someWalkId,
    ],
    [
      `insert into spaces (municipality_id, id${hasKinds ? ', kind' : ''}) values ($1, $2${hasKinds ? ", 'walk'" : ''})`,
      oldTown,
      someWalkId,
    ],
    [
      `insert into clients (municipality_id, client_id, highest_client_seq) values ($1, $2, 1)`,
      oldTown,
      clientId,
    ],
    [
      `insert into walk_members (municipality_id, walk_id, client_id, role, display_name) values ($1, $2, $3, 'walker', 'Anna')`,
      oldTown,
      someWalkId,
      clientId,
    ],
    [
      `insert into accounts (municipality_id, id, email, name, password_hash, role) values ($1, $2, 'carla@example.dk', 'Carla', 'x', 'coordinator')`,
      oldTown,
      accountId,
    ],
    [session, oldTown, sessionOf.device, hash, clientId, null],
    [session, oldTown, sessionOf.account, hash, null, accountId],
  ]
}
