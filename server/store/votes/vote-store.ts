import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import type { PhoneKey } from '../identity/phone-store.ts'
import { findObservations } from '../observations/observation-store.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

/** The last vote of each phone stands; one statement may change a row only once. */
export function voteParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'walk-vote'>[],
): StatementPart[] {
  const latest = new Map(
    changed.map(({ body: { voter, findings } }) => [voter, { client_id: voter, findings }]),
  )
  const given = JSON.stringify([...latest.values()])
  const statement = sql`
    insert into walk_votes (municipality_id, walk_id, client_id, findings)
    select ${municipalityId}, ${spaceId}, client_id, findings
    from jsonb_to_recordset(${given}::jsonb) as item(client_id uuid, findings uuid[])
    on conflict (municipality_id, walk_id, client_id) do update set findings = excluded.findings`
  return [{ name: 'votes_saved', statement }]
}

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** Returns what each phone of a walk has voted, without the phones. One that an organiser has removed does not count. */
export async function readVotes(
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
): Promise<Uuid[][]> {
  const { rows } = await sql<{ findings: Uuid[] }>`
    select findings from walk_votes as vote
    join walk_members as member on member.municipality_id = ${municipalityId} and member.walk_id = ${walkId}
      and member.client_id = vote.client_id
    where vote.municipality_id = ${municipalityId} and vote.walk_id = ${walkId} and member.removed_at is null`.execute(
    db,
  )
  return rows.map(({ findings }) => findings)
}

/** Returns the findings of the walk that votes name, with those that they were linked to. */
export async function readVotedFindings(
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
  votes: readonly (readonly Uuid[])[],
): Promise<Observation[]> {
  const found = new Map<Uuid, Observation>()
  const asked = new Set<Uuid>()
  let missing = [...new Set(votes.flat())]
  while (missing.length > 0) {
    for (const id of missing) asked.add(id)
    const read = [...(await findObservations(db, municipalityId, missing)).values()]
    for (const one of read) if (one.walkId === walkId) found.set(one.id, one)
    const originals = read.flatMap(({ answer }) => answer?.duplicateOf ?? [])
    missing = [...new Set(originals)].filter((id) => !asked.has(id))
  }
  return [...found.values()]
}

/** Deletes what a person has voted, everywhere. */
export async function forgetVotes(
  tx: Transaction<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<void> {
  await sql`delete from walk_votes where municipality_id = ${municipalityId} and client_id = ${clientId}`.execute(
    tx,
  )
}

/** Deletes what phones have voted in one walk; needs the lock of its space. */
export async function forgetVotesIn(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
  clientIds: readonly Uuid[],
): Promise<void> {
  await sql`delete from walk_votes where municipality_id = ${municipalityId} and walk_id = ${spaceId}
    and client_id = any(${clientIds}::uuid[])`.execute(tx)
}
