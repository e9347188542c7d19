-- Which walk the secret link of a status page shows, and as whose. The secret comes before the municipality is known, so this is a directory
-- without a key to tenant tables, as wish_links, and it holds a hash only. A link ends with its person's part in the walk: leaving, erasing
-- and retention delete the row, as does a new link that is to replace the others.

create table status_links (
  -- SHA-256 of the secret, hexadecimal.
  link_hash text primary key check (length(link_hash) = 64),
  municipality_id uuid not null,
  walk_id uuid not null,
  -- The id that the person's work is signed with.
  client_id uuid not null,
  -- The phone that asked for it; null for a link that was made for a mail.
  phone_id uuid,
  made_at timestamptz not null
);
create index status_links_by_person on status_links (municipality_id, client_id, walk_id);
