-- A person goes on with another phone: what that phone makes is signed with the id of their first one, so that it stays one person's.

alter table clients
  -- What this phone makes is signed with that id; null: with its own.
  add column author_id uuid,
  -- When its person last went on with another phone. It may still send what it holds.
  add column moved_at timestamptz;

-- Codes to move by, for a quarter of an hour. Of no municipality as far as its key goes, because the new phone knows none yet. Unlogged:
-- after a crash the old phone shows another code, and a backup must not hold what was meant for minutes.
create unlogged table phone_moves (
  -- SHA-256 of what is derived from the code, hexadecimal. The code itself, which opens `sealed`, is on the two phones alone.
  find_hash text primary key check (length(find_hash) = 64),
  municipality_id uuid not null,
  -- The old phone.
  client_id uuid not null,
  -- Encrypted on the old phone; the server cannot read it.
  sealed text not null,
  expires_at timestamptz not null,
  -- The phone that has used the code: only it gets the same answer again, when the first one was lost.
  taken_by uuid
);
create index phone_moves_by_client on phone_moves (municipality_id, client_id);
create index phone_moves_by_end on phone_moves (expires_at);
