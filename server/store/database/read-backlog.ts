import { sql } from 'kysely'
import type { Store } from './database.ts'

/** What waits in the store, over all municipalities. */
export interface Backlog {
  /** Mutations that a person has to review. */
  parked: number
  photos: {
    /** Announced; no byte has arrived. */
    bytes: number
    /** Some bytes have arrived. */
    moreBytes: number
    /** Complete, but not announced yet. */
    announcement: number
    /** Complete and announced; the server itself has to clean them. */
    cleaning: number
  }
}

/** Counts what waits, through the partial index of unfinished photos: cheap enough for every scrape. */
export async function readBacklog(store: Store): Promise<Backlog> {
  const { rows } = await sql<Record<'parked' | keyof Backlog['photos'], number>>`
    select
      (select count(*)::int from parked_mutations where resolved_at is null) as parked,
      count(*) filter (where received_bytes = 0)::int as bytes,
      count(*) filter (where received_bytes > 0 and received_bytes < size)::int as "moreBytes",
      count(*) filter (where received_bytes = size and observation_id is null)::int as announcement,
      count(*) filter (where received_bytes = size and observation_id is not null)::int as cleaning
    from photos where state in ('announced', 'receiving', 'received')`.execute(store.db)
  const { parked = 0, ...photos } = rows[0] ?? {}
  return { parked, photos: { bytes: 0, moreBytes: 0, announcement: 0, cleaning: 0, ...photos } }
}
