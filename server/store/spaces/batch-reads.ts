import { sql } from 'kysely'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { SubjectBodies, SubjectKind } from '../../../shared/sync/subject.ts'
import type { SpaceKey } from './feed-store.ts'
import type { RecordedAnswer } from './mutation-ledger.ts'
import { photoOf, type PhotoRow, type StoredPhoto } from '../photos/photo-store.ts'
import type { Query } from '../database/query.ts'

export interface NamedByBatch {
  /** Ids of all mutations. */
  mutations: readonly Uuid[]
  /** Ids of those mutations that would create an observation. */
  creates: readonly Uuid[]
  observations: readonly Uuid[]
  /** Subjects of other kinds, which are read from the feed of the space. */
  others: readonly Uuid[]
  photos: readonly Uuid[]
}

export interface BatchReads {
  /** Answers recorded before, by mutation id; the space does not matter, because one id means one mutation everywhere. */
  answers: Map<Uuid, RecordedAnswer>
  /** Of any walk of the municipality. */
  observations: Map<Uuid, Observation>
  others: { [Kind in OtherKind]?: Map<Uuid, SubjectBodies[Kind]> }
  photos: Map<Uuid, StoredPhoto>
  /** Public numbers, unique in the whole installation; one for each create that has no final answer. Gaps are harmless. */
  numbers: number[]
}

/** Reads what the database knows about the things that a batch names. */
export const batchReadsOf = (
  { municipalityId, spaceId }: SpaceKey,
  { mutations, creates, observations, others, photos }: NamedByBatch,
): Query<BatchReads> => ({
  statement: sql`
    with known as materialized (
      select mutation_id, encode(args_hash, 'hex') as hash, status, result from applied_mutations
      where municipality_id = ${municipalityId} and mutation_id = any(${mutations}::uuid[])
    )
    select
      (select coalesce(json_agg(known), '[]') from known) as answers,
      (select coalesce(json_agg(body), '[]') from observations
        where municipality_id = ${municipalityId} and id = any(${observations}::uuid[])) as observations,
      (select coalesce(json_agg(json_build_object('kind', kind, 'body', body)), '[]') from sync_rows
        where municipality_id = ${municipalityId} and space_id = ${spaceId} and id = any(${others}::uuid[])
          and kind <> 'observation' and not deleted) as others,
      (select coalesce(json_agg(photos), '[]') from photos
        where municipality_id = ${municipalityId} and id = any(${photos}::uuid[])) as photos,
      array(
        select nextval('observation_numbers') from unnest(${creates}::uuid[]) as made(id)
        where not exists (select from known where mutation_id = made.id and status <> 'parked')
      ) as numbers`,
  read: (rows) => readLine(rows[0] as BatchLine),
})

function readLine({ answers, observations, others, photos, numbers }: BatchLine): BatchReads {
  return {
    answers: new Map(
      answers.map(({ mutation_id: id, hash, result }) => [
        id,
        { hash: Buffer.from(hash, 'hex'), result },
      ]),
    ),
    observations: new Map(observations.map((body) => [body.id, body])),
    others: byKind(others),
    photos: new Map(photos.map((row) => [row.id, photoOf(row)])),
    numbers: numbers.map(Number),
  }
}

/** The feed stores the subjects of these kinds under the same names. */
function byKind(rows: BatchLine['others']): BatchReads['others'] {
  const kinds: Record<string, Map<Uuid, unknown>> = {}
  for (const { kind, body } of rows) (kinds[kind] ??= new Map()).set(body.id, body)
  return kinds
}

type OtherKind = Exclude<SubjectKind, 'observation'>

interface BatchLine {
  answers: { mutation_id: Uuid; hash: string; result: MutationResult }[]
  observations: Observation[]
  others: { kind: string; body: { id: Uuid } }[]
  photos: PhotoRow[]
  /** Large integers are returned as text. */
  numbers: string[]
}
