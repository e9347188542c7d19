-- What whoever keeps the record has observed at a stop, from 0 to 3. No row says whose phone it was: `observer` is a random id of one
-- phone in one walk. It is kept for the comparison with later walks.

create table stop_observed (
  municipality_id uuid not null,
  walk_id uuid not null,
  stop_id uuid not null,
  observer uuid not null,
  role text not null check (role in ('recorder', 'leader')),
  light_seen smallint check (light_seen between 0 and 3),
  openness smallint check (openness between 0 and 3),
  eyes smallint check (eyes between 0 and 3),
  footway smallint check (footway between 0 and 3),
  people smallint check (people between 0 and 3),
  transport smallint check (transport between 0 and 3),
  tidiness smallint check (tidiness between 0 and 3),
  help smallint check (help between 0 and 3),
  light text not null check (light in ('day', 'twilight', 'dark')),
  observed_at timestamptz not null,
  is_late boolean not null,
  primary key (municipality_id, walk_id, stop_id, observer),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
-- The same stop in the walks of several years.
create index stop_observed_by_stop on stop_observed (municipality_id, stop_id);
