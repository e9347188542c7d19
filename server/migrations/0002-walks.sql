-- Walks, who takes part, and the space each walk is: the unit of sync and of the writer lock.

create table walks (
  municipality_id uuid not null references municipalities (id),
  id uuid not null,
  title text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  phase text not null check (phase in ('planned', 'open', 'closed')),
  -- Each municipality has one standing walk, for pins outside walks.
  is_standing boolean not null default false,
  meeting_place text,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  -- [[longitude, latitude], ...]
  route jsonb not null default '[]',
  -- [{id, name, longitude, latitude}, ...]
  stops jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (municipality_id, id),
  check (west < east and south < north),
  check (ends_at is null or starts_at < ends_at)
);

create unique index one_standing_walk on walks (municipality_id) where is_standing;

create table spaces (
  municipality_id uuid not null,
  -- The walk's id.
  id uuid not null,
  -- Number of the newest feed row; moves only under this row's lock, so feed order is commit order.
  head bigint not null default 0,
  -- Tombstones at or below this number may be gone: older readers start over.
  gc_floor bigint not null default 0,
  -- Changes when rules of who sees what change for everybody at once.
  scope_version integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, id) references walks (municipality_id, id),
  check (gc_floor <= head)
);

create table walk_members (
  municipality_id uuid not null,
  walk_id uuid not null,
  client_id uuid not null,
  role text not null check (role in ('walker', 'leader', 'recorder')),
  display_name text,
  joined_at timestamptz not null default now(),
  -- Judged against the time of capture: what was pinned before is still delivered, as late (sync.md §2.6).
  removed_at timestamptz,
  primary key (municipality_id, walk_id, client_id),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id),
  foreign key (municipality_id, client_id) references clients (municipality_id, client_id)
);

-- A code is typed before the municipality is known. Kept in upper case without spaces.
create table walk_codes (
  code text primary key check (code = upper(code) and length(code) between 4 and 20),
  municipality_id uuid not null,
  walk_id uuid not null,
  role text not null default 'walker' check (role in ('walker', 'leader', 'recorder')),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
