-- What people without an account have answered to an invitation: whether they come, and what they need. No name is asked for. The id is
-- computed from the secret of a browser and the walk, so that sending again changes the one answer.

create table walk_replies (
  municipality_id uuid not null,
  walk_id uuid not null,
  id uuid not null,
  answer text not null check (answer in ('coming', 'not-coming', 'from-home')),
  wheelchair boolean not null,
  -- The language; null for whoever needs no interpreter.
  interpreter text,
  other text not null,
  replied_at timestamptz not null,
  primary key (municipality_id, walk_id, id),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);

-- Which answer the secret of a browser opens, also after the code of the invitation was closed. A directory without a key to tenant
-- tables, as wish_links.
create table reply_links (
  -- SHA-256 of the secret, hexadecimal.
  link_hash text primary key check (length(link_hash) = 64),
  municipality_id uuid not null,
  walk_id uuid not null,
  reply_id uuid not null
);
create index reply_links_by_reply on reply_links (municipality_id, reply_id);
