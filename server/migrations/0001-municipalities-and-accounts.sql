-- The tenant, its parties and its people. Every tenant table's keys begin with municipality_id, so that the tables can be spread by
-- municipality later without change (decisions.md §2). Directories at the end are the only tables read before the tenant is known.

create table server_meta (
  -- One row only.
  singleton boolean primary key default true check (singleton),
  -- Changes whenever the database may have gone back in time; phones then re-send what they still hold.
  epoch uuid not null,
  protocol_min integer not null default 1,
  protocol_max integer not null default 1
);

create table municipalities (
  id uuid primary key,
  name text not null,
  time_zone text not null default 'Europe/Copenhagen',
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  -- controller, contact, retentionMonths
  privacy jsonb not null,
  -- lifeAtRisk, police
  emergency jsonb not null default '{"lifeAtRisk": "112", "police": "114"}',
  created_at timestamptz not null default now(),
  check (west < east and south < north)
);

create table parties (
  municipality_id uuid not null references municipalities (id),
  id text not null check (length(id) between 1 and 80),
  name text not null,
  functions text[] not null default '{}',
  sort_order integer not null default 0,
  primary key (municipality_id, id)
);

create table accounts (
  municipality_id uuid not null references municipalities (id),
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  -- argon2id, in its encoded form with salt and cost.
  password_hash text not null,
  role text not null check (role in ('official', 'coordinator', 'effort-owner', 'viewer', 'admin')),
  efforts text[] not null default '{}',
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, email)
);

create table account_parties (
  municipality_id uuid not null,
  account_id uuid not null,
  party_id text not null,
  primary key (municipality_id, account_id, party_id),
  foreign key (municipality_id, account_id) references accounts (municipality_id, id) on delete cascade,
  foreign key (municipality_id, party_id) references parties (municipality_id, id)
);

-- A phone that has joined at least one walk. The client id is made by the phone.
create table clients (
  municipality_id uuid not null references municipalities (id),
  client_id uuid not null,
  last_seen_at timestamptz not null default now(),
  -- Highest running number seen from this phone: a gap shows that something never arrived (sync.md §2.9).
  highest_client_seq bigint not null default 0,
  primary key (municipality_id, client_id)
);

create table sessions (
  municipality_id uuid not null references municipalities (id),
  id uuid not null,
  -- SHA-256 of the cookie's secret: a stolen table opens no session.
  secret_hash bytea not null,
  account_id uuid,
  client_id uuid,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (municipality_id, id),
  -- Exactly one of a person's account and a walker's phone.
  check ((account_id is null) <> (client_id is null)),
  foreign key (municipality_id, account_id) references accounts (municipality_id, id) on delete cascade,
  foreign key (municipality_id, client_id) references clients (municipality_id, client_id) on delete cascade
);

-- Sign-in happens before the municipality is known.
create table account_directory (
  email text primary key check (email = lower(email)),
  municipality_id uuid not null,
  account_id uuid not null
);
