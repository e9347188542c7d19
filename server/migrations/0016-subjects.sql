-- Subjects of several kinds in one history, spaces of two kinds, stops as rows of their own, and what was Aalborg's as data of each
-- municipality (docs/adr/0019).

alter table events rename column observation_id to subject_id;
alter index events_by_observation rename to events_by_subject;
alter table events add column subject_kind text not null default 'observation';
alter table events alter column subject_kind drop default;
alter table events drop constraint events_actor_kind_check;
alter table events add constraint events_actor_kind_check
  check (actor_kind in ('device', 'account', 'link', 'integration', 'system'));

-- A walk, or the municipality for what belongs to no single walk; its id is that of the walk or the municipality.
alter table spaces add column kind text not null default 'walk' check (kind in ('walk', 'municipality'));
alter table spaces alter column kind drop default;
alter table spaces add constraint spaces_of_municipality check ((kind = 'municipality') = (id = municipality_id));
alter table spaces drop constraint spaces_municipality_id_id_fkey;
alter table spaces add column walk_id uuid generated always as (case when kind = 'walk' then id end) stored;
-- Deferred: a walk is made in the space that is opened for it.
alter table spaces add constraint spaces_walk_fkey
  foreign key (municipality_id, walk_id) references walks (municipality_id, id) deferrable initially deferred;

-- A follow-up walk keeps the ids of the stops, so that the same place can be compared.
create table walk_stops (
  municipality_id uuid not null,
  walk_id uuid not null,
  id uuid not null,
  sort_order integer not null,
  name text not null,
  longitude double precision not null check (longitude between -180 and 180),
  latitude double precision not null check (latitude between -90 and 90),
  primary key (municipality_id, walk_id, id),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);

insert into walk_stops (municipality_id, walk_id, id, sort_order, name, longitude, latitude)
select municipality_id, walks.id, (stop ->> 'id')::uuid, place - 1, stop ->> 'name',
  (stop ->> 'longitude')::double precision, (stop ->> 'latitude')::double precision
from walks, jsonb_array_elements(stops) with ordinality as all_stops(stop, place)
on conflict do nothing;

alter table walks drop column stops;

-- Which efforts of the municipality a category feeds: who reads it as the owner of an effort, and what an evaluation counts.
create table category_efforts (
  municipality_id uuid not null references municipalities (id),
  category text not null,
  effort_id text not null,
  primary key (municipality_id, category, effort_id)
);

alter table observations drop column efforts;

-- These were the same for everybody until now.
insert into category_efforts (municipality_id, category, effort_id)
select id, category, effort_id from municipalities, (values
  ('lys.slukket', 'bydel'), ('lys.flere-slukket', 'bydel'), ('lys.blinker', 'bydel'), ('lys.svagt', 'bydel'),
  ('lys.mangler', 'bydel'), ('lys.skygge', 'bydel'), ('syn.beplantning', 'bydel'), ('syn.hjoerne', 'bydel'),
  ('syn.ingen-ojne', 'bydel'), ('vej.hul', 'trafik'), ('vej.krydsning', 'trafik'), ('vej.fart', 'trafik'),
  ('vej.skilt', 'trafik'), ('vej.skolevej', 'trafik'), ('vej.skolevej', 'unge'), ('vej.parkering', 'trafik'),
  ('sti.tilgaengelig', 'bydel'), ('sti.vinter', 'trafik'), ('tunnel.utryg', 'bydel'), ('bus.stop', 'bydel'),
  ('bus.rute', 'natteliv'), ('ren.affald', 'bydel'), ('ren.storskrald', 'bydel'), ('ren.skraldespand', 'natteliv'),
  ('ren.glas', 'udsatte'), ('ren.toilet', 'natteliv'), ('ren.toilet', 'havn'), ('haer.graffiti', 'bydel'),
  ('haer.graffiti-had', 'antirad'), ('haer.oedelagt', 'bydel'), ('haer.tom-bygning', 'bydel'), ('brand.vej', 'bydel'),
  ('brand.container', 'bydel'), ('brand.hjertestarter', 'bydel'), ('havn.kant', 'havn'), ('havn.redning', 'havn'),
  ('adf.ophold', 'udsatte'), ('adf.ophold', 'unge'), ('adf.rusmidler', 'udsatte'), ('adf.chikane', 'natteliv'),
  ('adf.knallert', 'trafik'), ('adf.knallert', 'unge'), ('adf.stoej', 'natteliv'), ('tek.kamera-oenske', 'natteliv'),
  ('tek.laas', 'bydel'), ('liv.moedested', 'bydel'), ('liv.moedested', 'unge'), ('liv.vejvisning', 'demens'),
  ('liv.baenk', 'demens'), ('god.plads', 'vandring')
) as usual(category, effort_id);

insert into spaces (municipality_id, id, kind, head) select id, id, 'municipality', 1 from municipalities;

-- Nobody else writes while the tables are brought up to date.
alter table sync_rows disable trigger sync_rows_need_lock;
insert into sync_rows (municipality_id, space_id, kind, id, seq, body)
select id, id, 'municipality', id, 1, jsonb_build_object(
  'id', id, 'name', name, 'timeZone', time_zone, 'bounds', jsonb_build_array(west, south, east, north),
  'parties', (
    select coalesce(jsonb_agg(jsonb_build_object('id', parties.id, 'name', parties.name, 'functions', functions)
      order by sort_order, parties.id), '[]')
    from parties where municipality_id = area.id),
  'privacy', privacy, 'emergency', emergency,
  'categoryEfforts', (
    select coalesce(jsonb_agg(jsonb_build_object('category', category, 'efforts', efforts) order by category), '[]')
    from (
      select category, jsonb_agg(effort_id order by effort_id) as efforts
      from category_efforts where municipality_id = area.id group by category
    ) as fed))
from municipalities as area;
alter table sync_rows enable trigger sync_rows_need_lock;
