import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Store } from '../../../server/store/database/database.ts'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  makeCreate,
  makeEnvelope,
  makeObservation,
} from '../../support/fixtures/make-observation.ts'
import type { TestMunicipality } from '../../support/fixtures/people.ts'

/** The rows of one new observation, values in the order of the statements below. */
export interface BareRows {
  answer: unknown[]
  observation: unknown[]
  row: unknown[]
  event: unknown[]
}

const inserts = {
  answer: `insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq, name, args_hash,
    status, result, effect_seq) values ($1, $2, $3, $4, $5, $6, $7, 'applied', $8, $9)`,
  observation: `insert into observations (municipality_id, id, walk_id, number, category, status, severity, is_restricted,
    longitude, latitude, author_client_id, search_text, body, captured_at)
    values ($1, $2, $3, nextval('observation_numbers'), $4, $5, $6, false, $7, $8, $9, $10, $11, $12)`,
  row: `insert into sync_rows (municipality_id, space_id, kind, id, seq, body) values ($1, $2, 'observation', $3, $4, $5)`,
  event: `insert into events (municipality_id, space_id, seq, subject_id, mutation_id, actor_kind, actor_id, actor_label,
    kind, data, captured_at, subject_kind) values ($1, $2, $3, $4, $5, 'device', $6, 'walker', 'created', $7, $8,
    'observation')`,
}

/** Everything the database is to be given, computed before the clock starts. */
export function bareRows(
  town: TestMunicipality,
  envelope: MutationEnvelope,
  seq: number,
): BareRows {
  const { walk, phones } = town
  const author = phones.anna.clientId
  const args = envelope.args as Partial<Observation> & { observationId: string }
  const observation = makeObservation({ ...args, id: args.observationId, walkId: walk.id })
  const { id, category, status, severity, position, text, capturedAt } = observation
  const body = JSON.stringify(observation)
  const hash = createHash('sha256').update(canonicalJson(envelope)).digest()
  const result = JSON.stringify({ id: envelope.id, status: 'applied', effectSeq: String(seq) })
  const { longitude, latitude } = position
  return {
    answer: [
      town.id,
      envelope.id,
      walk.id,
      author,
      envelope.clientSeq,
      envelope.name,
      hash,
      result,
      seq,
    ],
    observation: [
      town.id,
      id,
      walk.id,
      category,
      status,
      severity,
      longitude,
      latitude,
      author,
      text.toLowerCase(),
      body,
      capturedAt,
    ],
    row: [town.id, walk.id, id, seq, body],
    event: [
      town.id,
      walk.id,
      seq,
      id,
      envelope.id,
      author,
      JSON.stringify({ category }),
      capturedAt,
    ],
  }
}

/**
 * Milliseconds for so many new observations as bare SQL, on one connection in transactions of `perRequest`: what is left when everything
 * but the database is taken away.
 */
export async function timeBareRows(
  { pool }: Store,
  town: TestMunicipality,
  { count, perRequest }: { count: number; perRequest: number },
): Promise<number> {
  let head = 1
  const transactions = Array.from({ length: count / perRequest }, () => {
    const rows = Array.from({ length: perRequest }, () =>
      bareRows(
        town,
        makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
        (head += 1),
      ),
    )
    return { rows, head }
  })
  const client = await pool.connect()
  try {
    const started = performance.now()
    for (const transaction of transactions) await insertBare(client, town, transaction)
    return performance.now() - started
  } finally {
    client.release()
  }
}

/** One transaction with the same rows as a push, one prepared statement a row. */
export async function insertBare(
  client: PoolClient,
  town: TestMunicipality,
  { rows, head }: { rows: readonly BareRows[]; head: number },
): Promise<void> {
  await client.query('begin')
  await client.query('select lock_space($1, $2)', [town.id, town.walk.id])
  for (const row of rows) {
    for (const [name, text] of Object.entries(inserts)) {
      await client.query({ name, text, values: row[name as keyof BareRows] })
    }
  }
  await client.query('update spaces set head = $2 where id = $1', [town.walk.id, head])
  await client.query('commit')
}
