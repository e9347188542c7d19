-- How many pins of each kind lie in each tile of the map, so that the desk's map and its numbers cost the same for a thousand and for a
-- million observations. Withdrawn ones are not counted. Rows that answer filters by words or walk are counted one by one.

create table desk_tallies (
  municipality_id uuid not null references municipalities (id),
  -- Each pin is counted twice: by status, at zooms 8 to 16, and in far fewer rows whatever its status (then ''), at zooms 8 to 18.
  by_status boolean not null,
  zoom smallint not null,
  -- The tile's number at that zoom: map_cell without its last bits.
  cell bigint not null,
  category text not null,
  status text not null,
  party_ids text[] not null,
  pins integer not null,
  -- Sums in ten-millionths of a degree: whole numbers, because sums of fractions drift when pins come and go.
  longitudes bigint not null,
  latitudes bigint not null,
  primary key (municipality_id, by_status, zoom, cell, category, status, party_ids) include (pins, longitudes, latitudes)
);

-- What has changed since the last folding, one row a pin that came (1) or went (-1). Only appended to by writers, so that pushes of different
-- walks never wait for each other at a sum; readers add it to the tallies.
create table desk_tally_changes (
  municipality_id uuid not null,
  cell bigint not null,
  category text not null,
  status text not null,
  party_ids text[] not null,
  pins smallint not null,
  longitude bigint not null,
  latitude bigint not null
);

create index desk_tally_changes_by_cell on desk_tally_changes (municipality_id, cell);

create function note_new_pins() returns trigger language plpgsql as $$
begin
  insert into desk_tally_changes
  select municipality_id, cell, category, status, party_ids, 1, (longitude * 10000000)::bigint, (latitude * 10000000)::bigint
  from new_rows where not is_withdrawn;
  return null;
end $$;

create function note_gone_pins() returns trigger language plpgsql as $$
begin
  insert into desk_tally_changes
  select municipality_id, cell, category, status, party_ids, -1, -(longitude * 10000000)::bigint, -(latitude * 10000000)::bigint
  from old_rows where not is_withdrawn;
  return null;
end $$;

-- The old pin goes and the new one comes; a comment or a photo changes nothing that is counted.
create function note_changed_pins() returns trigger language plpgsql as $$
begin
  insert into desk_tally_changes
  select o.municipality_id, o.cell, o.category, o.status, o.party_ids, -1,
    -(o.longitude * 10000000)::bigint, -(o.latitude * 10000000)::bigint
  from old_rows as o join new_rows as n using (municipality_id, id)
  where not o.is_withdrawn
    and (o.longitude, o.latitude, o.category, o.status, o.party_ids, o.is_withdrawn)
      is distinct from (n.longitude, n.latitude, n.category, n.status, n.party_ids, n.is_withdrawn)
  union all
  select n.municipality_id, n.cell, n.category, n.status, n.party_ids, 1,
    (n.longitude * 10000000)::bigint, (n.latitude * 10000000)::bigint
  from old_rows as o join new_rows as n using (municipality_id, id)
  where not n.is_withdrawn
    and (o.longitude, o.latitude, o.category, o.status, o.party_ids, o.is_withdrawn)
      is distinct from (n.longitude, n.latitude, n.category, n.status, n.party_ids, n.is_withdrawn);
  return null;
end $$;

create trigger observations_insert_tallies after insert on observations
  referencing new table as new_rows for each statement execute function note_new_pins();
create trigger observations_update_tallies after update on observations
  referencing old table as old_rows new table as new_rows for each statement execute function note_changed_pins();
create trigger observations_delete_tallies after delete on observations
  referencing old table as old_rows for each statement execute function note_gone_pins();

-- Moves up to 10,000 changes into the tallies and says how many sums it touched; 0 when nothing waits, or while another server does it.
-- Readers see the same numbers before and after. A sum that reaches nothing goes.
create function fold_desk_tallies() returns bigint language plpgsql as $$
declare
  touched bigint;
begin
  if not pg_try_advisory_xact_lock(1819895668, 2) then
    return 0;
  end if;
  with gone as (
    delete from desk_tally_changes
    where ctid = any(array(select ctid from desk_tally_changes limit 10000)) returning *
  )
  merge into desk_tallies as tally
  using (
    select municipality_id, by_status, zoom, cell >> (2 * (24 - zoom)) as cell, category,
      case when by_status then status else '' end as status, party_ids,
      sum(pins) as pins, sum(longitude) as longitudes, sum(latitude) as latitudes
    from gone cross join (
      select true as by_status, generate_series(8, 16) as zoom union all select false, generate_series(8, 18)
    ) as level
    group by 1, 2, 3, 4, 5, 6, 7
  ) as change
  on tally.municipality_id = change.municipality_id and tally.by_status = change.by_status and tally.zoom = change.zoom
    and tally.cell = change.cell and tally.category = change.category and tally.status = change.status
    and tally.party_ids = change.party_ids
  when matched and tally.pins + change.pins = 0 then delete
  when matched then update set pins = tally.pins + change.pins,
    longitudes = tally.longitudes + change.longitudes, latitudes = tally.latitudes + change.latitudes
  when not matched then insert values (change.municipality_id, change.by_status, change.zoom, change.cell, change.category,
    change.status, change.party_ids, change.pins, change.longitudes, change.latitudes);
  get diagnostics touched = row_count;
  return touched;
end $$;

-- Both tables live from being small: the changes are emptied all the time.
alter table desk_tally_changes set (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);
alter table desk_tallies set (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);

-- What is there already.
insert into desk_tally_changes
select municipality_id, cell, category, status, party_ids, 1, (longitude * 10000000)::bigint, (latitude * 10000000)::bigint
from observations where not is_withdrawn;
do $$
begin
  while fold_desk_tallies() > 0 loop
    null;
  end loop;
end $$;

-- Those without a deadline come last; a column of its own, because "null or later" cannot be one step through an index.
alter table observations add column due_order date not null generated always as (coalesce(due_on, 'infinity')) stored;
drop index observations_due_of_status;
create index observations_due_of_status on observations (municipality_id, status, due_order, id)
  include (category, party_ids, longitude, latitude) where not is_withdrawn;

-- Ids by place and by kind, answered from the index alone.
drop index observations_by_cell;
create index observations_by_cell on observations (municipality_id, cell)
  include (status, category, party_ids, longitude, latitude, id) where not is_withdrawn;
create index observations_by_category on observations (municipality_id, category, status)
  include (party_ids, longitude, latitude, id) where not is_withdrawn;
-- The newest are found status by status like every other order.
drop index observations_newest;
