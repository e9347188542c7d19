-- Ledger, dead letters, feed and history (sync.md §1.1).

create table applied_mutations (
  municipality_id uuid not null,
  mutation_id uuid not null,
  space_id uuid not null,
  -- Client id of a phone, or account id of an official's desk.
  author_id uuid not null,
  client_seq bigint not null,
  name text not null,
  -- SHA-256 of the canonical JSON of what was sent: the same id with other content is refused, for ever.
  args_hash bytea not null,
  status text not null check (status in ('applied', 'refused', 'parked')),
  -- The stored answer, given again word for word to every repeat.
  result jsonb not null,
  effect_seq bigint,
  received_at timestamptz not null default now(),
  primary key (municipality_id, mutation_id)
);

create table parked_mutations (
  municipality_id uuid not null,
  mutation_id uuid not null,
  space_id uuid not null,
  author_id uuid not null,
  -- Raw text, not jsonb: what the database cannot hold as json is just what gets parked.
  envelope text not null,
  reason text not null,
  attempts integer not null default 1,
  parked_at timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (municipality_id, mutation_id)
);

-- Latest row per thing, numbered in commit order within its space. `body` is the full projection; readers get it through
-- visibleObservation(), and rows they may not see as deletions.
create table sync_rows (
  municipality_id uuid not null,
  space_id uuid not null,
  kind text not null,
  id uuid not null,
  seq bigint not null,
  deleted boolean not null default false,
  schema integer not null default 1,
  body jsonb,
  primary key (municipality_id, space_id, kind, id),
  unique (municipality_id, space_id, seq),
  foreign key (municipality_id, space_id) references spaces (municipality_id, id)
);

create table events (
  municipality_id uuid not null,
  space_id uuid not null,
  seq bigint not null,
  ord integer not null default 0,
  observation_id uuid not null,
  mutation_id uuid,
  actor_kind text not null check (actor_kind in ('device', 'account', 'system')),
  actor_id uuid,
  -- Party or role shown in history; never a walker's name.
  actor_label text not null,
  kind text not null,
  data jsonb not null default '{}',
  captured_at timestamptz,
  received_at timestamptz not null default now(),
  primary key (municipality_id, space_id, seq, ord)
);

create index events_by_observation on events (municipality_id, observation_id, seq);

-- The only door to the feed: takes the space's row lock and remembers, for this transaction, that it is held.
create function lock_space(municipality uuid, space uuid) returns bigint language plpgsql as $$
declare
  current_head bigint;
begin
  select head into current_head from spaces where municipality_id = municipality and id = space for update;
  perform set_config('lygte.locked_space', space::text, true);
  return current_head;
end $$;

-- A row written without the lock could become visible out of order, and a reader would never see it (property C6).
create function require_space_lock() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('lygte.locked_space', true), '') <> new.space_id::text then
    raise exception 'sync row written without the lock of space %', new.space_id using errcode = 'LY001';
  end if;
  if tg_op = 'UPDATE' and new.seq <= old.seq then
    raise exception 'sync row of space % would go back to %', new.space_id, new.seq using errcode = 'LY002';
  end if;
  return new;
end $$;

create trigger sync_rows_need_lock before insert or update on sync_rows
  for each row execute function require_space_lock();
