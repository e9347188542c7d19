-- A pin that came and went, or passed through a status, between two foldings left a sum of nothing behind, for ever. And changes may be
-- folded in another order than they were written: a place is then minus one for a moment, or no pins with a rest of degrees, which has to
-- stay until the others come. So only what is nothing in all three sums goes, or is never written. Says how many changes it moved: sums that
-- cancel touch nothing, and the rest would have been left waiting.
create or replace function fold_desk_tallies() returns bigint language plpgsql as $$
declare
  moved tid[];
begin
  if not pg_try_advisory_xact_lock(1819895668, 2) then
    return 0;
  end if;
  moved := array(select ctid from desk_tally_changes limit 10000);
  with gone as (
    delete from desk_tally_changes where ctid = any(moved) returning *
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
  when matched and tally.pins + change.pins = 0 and tally.longitudes + change.longitudes = 0
    and tally.latitudes + change.latitudes = 0 then delete
  when matched then update set pins = tally.pins + change.pins,
    longitudes = tally.longitudes + change.longitudes, latitudes = tally.latitudes + change.latitudes
  when not matched and (change.pins <> 0 or change.longitudes <> 0 or change.latitudes <> 0) then
    insert values (change.municipality_id, change.by_status, change.zoom, change.cell, change.category,
      change.status, change.party_ids, change.pins, change.longitudes, change.latitudes);
  return cardinality(moved);
end $$;

delete from desk_tallies where pins = 0 and longitudes = 0 and latitudes = 0;
