-- Which municipality the public page of a walk belongs to: whoever reads it has the id of the walk and nothing else. A directory without a key
-- to tenant tables, as wish_links; the walk itself says since when its page is public, and what is decided about its findings are rows of its
-- feed. A row is written when a page is published for the first time, and stays after it was withdrawn, so that its readers are told that.
create table public_walks (
  walk_id uuid primary key,
  municipality_id uuid not null,
  is_published boolean not null,
  -- When it was last published or withdrawn: a feed must not grow older when something leaves it.
  changed_at timestamptz not null
);
create index public_walks_of_municipality on public_walks (municipality_id, walk_id) where is_published;
