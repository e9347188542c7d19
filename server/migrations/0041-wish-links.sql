-- Which wish the secret link of an asker opens. The secret comes before the municipality is known, so this is a directory without a key to
-- tenant tables, and it holds a hash only. The wish itself is a row of the feed of its municipality.

create table wish_links (
  -- SHA-256 of the secret, hexadecimal.
  link_hash text primary key check (length(link_hash) = 64),
  municipality_id uuid not null,
  wish_id uuid not null,
  -- The code that makes its asker the leader of the walk; kept when a coordinator closes it, so that no other takes its place.
  leader_code text
);
create index wish_links_by_wish on wish_links (municipality_id, wish_id);
