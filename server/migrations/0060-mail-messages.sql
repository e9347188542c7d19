-- E-mails that wait to be handed over, and what became of them. A row is written with the event that causes it, once for each (kind, subject,
-- recipient, number). It holds ids and numbers only: address and text are looked up when the message is handed over, so that what was
-- erased, restricted or taken back meanwhile is in no mail.
create table mail_messages (
  municipality_id uuid not null,
  id uuid not null,
  kind text not null,
  -- What it is about: a wish, a mutation, a report, a phone. With the number of a version, a month or a day where one subject causes several.
  subject_id uuid not null,
  number integer not null,
  recipient_kind text not null check (recipient_kind in ('wish', 'account', 'phone')),
  recipient_id uuid not null,
  -- Where the desk shows it.
  walk_id uuid,
  finding_id uuid,
  -- When what it tells of happened, or when a coordinator released it; compared with the moment of a restore.
  caused_at timestamptz not null,
  written_at timestamptz not null,
  -- Of the store when it was written or released.
  epoch uuid not null,
  state text not null check (state in
    ('waiting', 'handing-over', 'handed-over', 'failed', 'held', 'unknown', 'withdrawn')),
  reason text,
  -- Code of the mail server's last response, without its words.
  answer text,
  tries integer not null,
  next_try_at timestamptz not null,
  -- The run of the job that works on it, and until when nobody else may.
  claim_id uuid,
  claimed_until timestamptz,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, kind, subject_id, recipient_id, number)
);
create index mail_messages_due on mail_messages (municipality_id, next_try_at)
  where state in ('waiting', 'handing-over');
create index mail_messages_by_change on mail_messages (municipality_id, changed_at);
create index mail_messages_by_walk on mail_messages (municipality_id, walk_id);
create index mail_messages_by_finding on mail_messages (municipality_id, finding_id);
create index mail_messages_by_recipient on mail_messages (municipality_id, recipient_id);

-- Where a walker wants e-mails, apart from names: one address for a phone in a municipality.
create table phone_addresses (
  municipality_id uuid not null,
  client_id uuid not null,
  email text not null,
  language text not null check (language in ('da', 'en')),
  given_at timestamptz not null,
  primary key (municipality_id, client_id)
);

-- What the link at the end of each mail unsubscribes. The token comes before the municipality is known, so this is a directory without a key to
-- tenant tables. Only a hash of the address is kept: somebody who has unsubscribed is remembered without it.
create table mail_links (
  token text primary key check (length(token) = 43),
  municipality_id uuid not null,
  -- SHA-256 of municipality and address, hexadecimal.
  address_hash text not null check (length(address_hash) = 64),
  opted_out_at timestamptz,
  unique (municipality_id, address_hash)
);

-- The epoch that the mail job knows. When the store has another one, it was restored, and what waits may have been sent before.
alter table server_meta add column mail_epoch uuid;
alter table server_meta add column mail_restored_at timestamptz;
update server_meta set mail_epoch = epoch;
