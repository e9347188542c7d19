-- The findings themselves, as the desk asks for them. Comments, photos, suggestions and the latest answer live in `body`
-- (shape: Observation of shared/observation.ts); columns repeat only what is filtered, sorted, joined or constrained.

create sequence observation_numbers start 1000;

create table observations (
  municipality_id uuid not null,
  id uuid not null,
  walk_id uuid not null,
  -- The number people say aloud; gaps are harmless.
  number bigint not null,
  category text not null,
  status text not null,
  severity smallint not null check (severity between 0 and 4),
  is_restricted boolean not null,
  is_withdrawn boolean not null default false,
  party_ids text[] not null default '{}',
  efforts text[] not null default '{}',
  due_on date,
  longitude double precision not null check (longitude between -180 and 180),
  latitude double precision not null check (latitude between -90 and 90),
  location point generated always as (point(longitude, latitude)) stored,
  author_client_id uuid,
  -- Lower-cased text, place and number, for the desk's search.
  search_text text not null default '',
  body jsonb not null,
  captured_at timestamptz not null,
  received_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, number),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);

create index observations_by_location on observations using gist (location);
create index observations_by_walk on observations (municipality_id, walk_id);
create index observations_by_received on observations (municipality_id, received_at desc, id);

create table photos (
  municipality_id uuid not null,
  id uuid not null,
  -- Null while bytes have come before their announcement (sync.md G4).
  observation_id uuid,
  walk_id uuid,
  -- The phone that owns the photo: only it may send bytes.
  client_id uuid not null,
  -- Announced values; null until announced.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint check (size > 0),
  mime text,
  received_bytes bigint not null default 0,
  state text not null check (state in ('announced', 'receiving', 'received', 'stored', 'rejected')),
  -- Random name of the files on disk: nothing can be guessed from an id.
  file_name text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (municipality_id, id)
);

create index photos_by_observation on photos (municipality_id, observation_id);
create index photos_unfinished on photos (municipality_id, updated_at) where state in ('announced', 'receiving', 'received');
