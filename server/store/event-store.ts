import { sql } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { DomainEvent } from '../../shared/mutation-context.ts'
import type { Timestamp } from '../../shared/timestamps.ts'
import type { SpaceKey } from './feed-store.ts'
import type { StatementPart } from './statement-parts.ts'

/** Who did it, as history shows it: a role or a party, never a walker's name. */
export interface EventActor {
  kind: 'device' | 'account' | 'system'
  id: Uuid | null
  label: string
}

export interface NewEvent extends DomainEvent {
  seq: bigint
  observationId: Uuid
  mutationId: Uuid | null
  actor: EventActor
  capturedAt: Timestamp | null
}

/** Appends to the history; `receivedAt` is one time for the whole transaction. */
export function eventParts(
  { municipalityId, spaceId }: SpaceKey,
  { events, receivedAt }: { events: readonly NewEvent[]; receivedAt: Timestamp },
): StatementPart[] {
  if (events.length === 0) return []
  const items = JSON.stringify(events.map(columnsOf))
  const statement = sql`
    insert into events (municipality_id, space_id, received_at, seq, observation_id, mutation_id,
      actor_kind, actor_id, actor_label, kind, data, captured_at)
    select ${municipalityId}, ${spaceId}, ${receivedAt}, item.*
    from jsonb_to_recordset(${items}::jsonb) as item(seq bigint, observation_id uuid, mutation_id uuid,
      actor_kind text, actor_id uuid, actor_label text, kind text, data jsonb, captured_at timestamptz)`
  return [{ name: 'told', statement }]
}

const columnsOf = (event: NewEvent) => ({
  seq: event.seq.toString(),
  observation_id: event.observationId,
  mutation_id: event.mutationId,
  actor_kind: event.actor.kind,
  actor_id: event.actor.id,
  actor_label: event.actor.label,
  kind: event.kind,
  data: event.data,
  captured_at: event.capturedAt,
})
