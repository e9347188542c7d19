-- What each phone has sent, still holds and has given up, by its running numbers (sync.md §2.9, K5), and photos that never came (G10).

-- Ranges: a phone that has lost nothing has one, however much it sends.
alter table clients
  -- Numbers whose mutation has its final answer in the ledger.
  add column received_seqs int8multirange not null default '{}',
  -- Told by the phone: taken back by its person before sending, or replaced by later work.
  add column retired_seqs int8multirange not null default '{}',
  -- Told by the phone: still on it, undelivered.
  add column held_seqs int8multirange not null default '{}',
  -- Told by the phone: the last number it has given out, and the first that it can account for.
  add column told_seq bigint not null default 0,
  add column known_from bigint not null default 1,
  add column told_at timestamptz,
  -- When the device that was this phone began anew under another client id: what it had not sent is gone.
  add column left_at timestamptz;

update clients set received_seqs = coalesce((
  select range_agg(int8range(client_seq, client_seq + 1)) from applied_mutations
  where applied_mutations.municipality_id = clients.municipality_id and author_id = client_id
), '{}');

-- A phone that sends every second number, on purpose or by a fault, must not make its row grow for ever: its gaps are then forgotten.
create function bounded_seqs(seqs int8multirange) returns int8multirange language sql immutable as $$
  select case when pg_column_size(seqs) > 8000 then int8multirange(range_merge(seqs)) else seqs end
$$;

create function count_seqs(seqs int8multirange) returns bigint language sql immutable as $$
  select coalesce(sum(upper(part) - lower(part)), 0)::bigint from unnest(seqs) as part
$$;

-- Few photos are under way at any time; the rest of the table is not looked at.
create index photos_under_way on photos (municipality_id, created_at)
  where state in ('announced', 'receiving');
