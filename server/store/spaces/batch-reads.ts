import { sql } from 'kysely'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { RecordedAnswer } from './mutation-ledger.ts'
import { photoOf, type PhotoRow, type StoredPhoto } from '../photos/photo-store.ts'
import type { Query } from '../database/query.ts'
import { keepPlan } from '../database/thrifty-connection.ts'

export interface NamedByBatch {
  /** Ids of all mutations. */
  mutations: readonly Uuid[]
  /** Of these, the ones that would make an observation. */
  creates: readonly Uuid[]
  observations: readonly Uuid[]
  photos: readonly Uuid[]
}

export interface BatchReads {
  /** Answers given before, by mutation id; the space does not matter, because one id means one mutation everywhere. */
  answers: Map<Uuid, RecordedAnswer>
  /** Of any walk of the municipality. */
  observations: Map<Uuid, Observation>
  photos: Map<Uuid, StoredPhoto>
  /** People say them aloud, unique in the whole installation; one for each create that has no final answer. Gaps are harmless. */
  numbers: number[]
}

/** What the database knows of the things that a batch names. */
export const batchReadsOf = (
  municipalityId: Uuid,
  { mutations, creates, observations, photos }: NamedByBatch,
): Query<BatchReads> => ({
  statement: sql`
    ${sql.raw(keepPlan)} with known as materialized (
      select mutation_id, encode(args_hash, 'hex') as hash, status, result from applied_mutations
      where municipality_id = ${municipalityId} and mutation_id = any(${mutations}::uuid[])
    )
    select
      (select coalesce(json_agg(known), '[]') from known) as answers,
      (select coalesce(json_agg(body), '[]') from observations
        where municipality_id = ${municipalityId} and id = any(${observations}::uuid[])) as observations,
      (select coalesce(json_agg(photos), '[]') from photos
        where municipality_id = ${municipalityId} and id = any(${photos}::uuid[])) as photos,
      array(
        select nextval('observation_numbers') from unnest(${creates}::uuid[]) as made(id)
        where not exists (select from known where mutation_id = made.id and status <> 'parked')
      ) as numbers`,
  read: (rows) => readLine(rows[0] as BatchLine),
})

function readLine({ answers, observations, photos, numbers }: BatchLine): BatchReads {
  return {
    answers: new Map(
      answers.map(({ mutation_id: id, hash, result }) => [
        id,
        { hash: Buffer.from(hash, 'hex'), result },
      ]),
    ),
    observations: new Map(observations.map((body) => [body.id, body])),
    photos: new Map(photos.map((row) => [row.id, photoOf(row)])),
    numbers: numbers.map(Number),
  }
}

interface BatchLine {
  answers: { mutation_id: Uuid; hash: string; result: MutationResult }[]
  observations: Observation[]
  photos: PhotoRow[]
  /** Large integers come as text. */
  numbers: string[]
}
