import { sql } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { DomainEvent } from '../../../shared/sync/mutation-context.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { SpaceKey } from './feed-store.ts'
import type { StatementPart } from '../database/statement-parts.ts'

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

/** What a space has to tell; `receivedAt` is one time for all of it. */
export interface SpaceEvents {
  space: SpaceKey
  events: readonly NewEvent[]
  receivedAt: Timestamp
}

/** Appends to the history of spaces of one municipality. */
export function eventParts(municipalityId: Uuid, told: readonly SpaceEvents[]): StatementPart[] {
  const items = told.flatMap(({ space, events, receivedAt }) =>
    events.map((event) => columnsOf(event, { spaceId: space.spaceId, receivedAt })),
  )
  if (items.length === 0) return []
  const statement = sql`
    insert into events (municipality_id, space_id, received_at, seq, observation_id, mutation_id,
      actor_kind, actor_id, actor_label, kind, data, captured_at)
    select ${municipalityId}, item.*
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(space_id uuid, received_at timestamptz, seq bigint,
      observation_id uuid, mutation_id uuid, actor_kind text, actor_id uuid, actor_label text, kind text, data jsonb,
      captured_at timestamptz)`
  return [{ name: 'told', statement }]
}

const columnsOf = (
  event: NewEvent,
  { spaceId, receivedAt }: { spaceId: Uuid; receivedAt: Timestamp },
) => ({
  space_id: spaceId,
  received_at: receivedAt,
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
