import { sql } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import type { DomainEvent, SubjectRef } from '../../../shared/sync/subject.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { SpaceKey } from './feed-store.ts'
import type { StatementPart } from '../database/statement-parts.ts'

/** The actor as history shows it: a role or a party, never a walker's name. */
export interface EventActor {
  kind: Actor['kind']
  id: Uuid | null
  label: string
}

export interface NewEvent extends DomainEvent {
  seq: bigint
  /** Position among the events of one number; 0 unless there are several. */
  ord?: number
  subject: SubjectRef
  mutationId: Uuid | null
  actor: EventActor
  capturedAt: Timestamp | null
}

/** What happened in a space; `receivedAt` is the same for all of it. */
export interface SpaceEvents {
  space: SpaceKey
  events: readonly NewEvent[]
  receivedAt: Timestamp
}

/** Appends to the history of a space. */
export function eventParts({ space, events, receivedAt }: SpaceEvents): StatementPart[] {
  if (events.length === 0) return []
  const statement = sql`
    insert into events (municipality_id, space_id, received_at, seq, ord, subject_kind, subject_id, mutation_id,
      actor_kind, actor_id, actor_label, kind, data, captured_at)
    select ${space.municipalityId}, ${space.spaceId}, ${receivedAt}, item.*
    from jsonb_to_recordset(${JSON.stringify(events.map(columnsOf))}::jsonb) as item(seq bigint, ord integer,
      subject_kind text, subject_id uuid, mutation_id uuid, actor_kind text, actor_id uuid, actor_label text, kind text,
      data jsonb, captured_at timestamptz)`
  return [{ name: 'noted_events', statement }]
}

const columnsOf = (event: NewEvent) => ({
  seq: event.seq.toString(),
  ord: event.ord ?? 0,
  subject_kind: event.subject.kind,
  subject_id: event.subject.id,
  mutation_id: event.mutationId,
  actor_kind: event.actor.kind,
  actor_id: event.actor.id,
  actor_label: event.actor.label,
  kind: event.kind,
  data: event.data,
  captured_at: event.capturedAt,
})
