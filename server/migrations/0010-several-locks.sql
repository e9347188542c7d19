-- A transaction may hold the locks of several walks: pushes that wait together are written together (docs/adr/0012).
create or replace function lock_space(municipality uuid, space uuid) returns bigint language plpgsql as $$
declare
  current_head bigint;
begin
  select head into current_head from spaces where municipality_id = municipality and id = space for update;
  perform set_config('lygte.locked_space', concat(current_setting('lygte.locked_space', true), ' ', space), true);
  return current_head;
end $$;

-- The same for who would rather not wait: null, and no lock, when somebody else holds it.
create function try_lock_space(municipality uuid, space uuid) returns bigint language plpgsql as $$
declare
  current_head bigint;
begin
  select head into current_head from spaces where municipality_id = municipality and id = space for update skip locked;
  if found then
    perform set_config('lygte.locked_space', concat(current_setting('lygte.locked_space', true), ' ', space), true);
  end if;
  return current_head;
end $$;

create or replace function require_space_lock() returns trigger language plpgsql as $$
begin
  if strpos(coalesce(current_setting('lygte.locked_space', true), ''), new.space_id::text) = 0 then
    raise exception 'sync row written without the lock of space %', new.space_id using errcode = 'LY001';
  end if;
  if tg_op = 'UPDATE' and new.seq <= old.seq then
    raise exception 'sync row of space % would go back to %', new.space_id, new.seq using errcode = 'LY002';
  end if;
  return new;
end $$;

-- `insert … on conflict do update` calls this for its insert, too: with nothing to compare.
create or replace function note_changed_pins() returns trigger language plpgsql as $$
begin
  if not exists (select from new_rows) then
    return null;
  end if;
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
