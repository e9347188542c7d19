-- What people answer about stops and areas. No row says who it was: no phone, no number of a mutation, no exact time; the
-- respondent is a random id of one phone in one walk. They are kept for the comparison with later walks.

create table stop_ratings (
  municipality_id uuid not null,
  walk_id uuid not null,
  stop_id uuid not null,
  respondent uuid not null,
  respondent_kind text not null check (respondent_kind in ('local', 'professional', 'unknown')),
  feeling smallint check (feeling between 1 and 5),
  alone text check (alone in ('yes', 'if-needed', 'no')),
  reasons text[] not null,
  is_skipped boolean not null,
  light text not null check (light in ('day', 'twilight', 'dark')),
  rated_at timestamptz not null,
  is_late boolean not null,
  primary key (municipality_id, walk_id, stop_id, respondent),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
-- The same stop in the walks of several years.
create index stop_ratings_by_stop on stop_ratings (municipality_id, stop_id);

create table walk_answers (
  municipality_id uuid not null,
  walk_id uuid not null,
  moment text not null check (moment in ('before', 'after')),
  respondent uuid not null,
  respondent_kind text not null check (respondent_kind in ('local', 'professional', 'unknown')),
  dark smallint check (dark between 1 and 7),
  day smallint check (day between 1 and 7),
  avoids boolean,
  trust smallint check (trust between 1 and 5),
  is_late boolean not null,
  primary key (municipality_id, walk_id, moment, respondent),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);

-- What else the people who plan a walk say of it, and when it was begun: purpose, theme, host, kind of place, weather.
alter table walks add column details jsonb not null default '{}';
