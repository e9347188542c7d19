-- What the desk's list, map and search stand on, up to a million observations a municipality: places as one number, the sort orders
-- with the columns that are filtered, and words. Only core features of PostgreSQL 15.

-- The tile of the web map at zoom 24 that a point lies in, as one number: bits of x on even, of y on odd places (Morton order). All points
-- of a tile of any coarser zoom are one range of these numbers, so a B-tree is a map index whose entries can hold what is counted.
-- NOTE: plpgsql, because an SQL function of this form is not inlined and took twenty times as long (50 us a row).
create function map_cell(longitude double precision, latitude double precision) returns bigint
  language plpgsql immutable strict parallel safe as $$
declare
  x bigint := least(16777215, greatest(0, floor((longitude + 180) / 360 * 16777216)));
  y bigint := least(16777215, greatest(0, floor((1 - asinh(tan(radians(
    least(85.0511287798066, greatest(-85.0511287798066, latitude))))) / pi()) / 2 * 16777216)));
begin
  -- Each step moves half of the bits apart: 16, 8, 4, 2, 1.
  x := (x | (x << 16)) & 281470681808895;
  x := (x | (x << 8)) & 71777214294589695;
  x := (x | (x << 4)) & 1085102592571150095;
  x := (x | (x << 2)) & 3689348814741910323;
  x := (x | (x << 1)) & 6148914691236517205;
  y := (y | (y << 16)) & 281470681808895;
  y := (y | (y << 8)) & 71777214294589695;
  y := (y | (y << 4)) & 1085102592571150095;
  y := (y | (y << 2)) & 3689348814741910323;
  y := (y | (y << 1)) & 6148914691236517205;
  return x | (y << 1);
end $$;

-- Every ending of at least three letters of every word, so that a search for "lampe" finds "gadelampen" by prefix: Danish builds long
-- words. Expects words in lower case parted by single spaces (server/store/search-words.ts); numbers are found whole only.
create function word_endings(words text) returns tsvector
  language plpgsql immutable strict parallel safe as $$
declare
  word text;
  endings text[] := '{}';
begin
  foreach word in array string_to_array(words, ' ') loop
    endings := endings || word;
    continue when word ~ '^[0-9]*$';
    for start in 2 .. length(word) - 2 loop
      endings := endings || substr(word, start);
    end loop;
  end loop;
  return array_to_tsvector(array_remove(endings, ''));
end $$;

alter table observations add column cell bigint generated always as (map_cell(longitude, latitude)) stored;

-- Each index answers from itself alone: `include` holds what the filters and the rules of who sees what look at.
create index observations_by_cell on observations (municipality_id, cell)
  include (status, category, party_ids, longitude, latitude, number) where not is_withdrawn;
create index observations_newest on observations (municipality_id, received_at desc, id desc)
  include (status, category, party_ids, longitude, latitude) where not is_withdrawn;
create index observations_newest_of_status on observations (municipality_id, status, received_at desc, id desc)
  include (category, party_ids, longitude, latitude) where not is_withdrawn;
create index observations_due_of_status on observations (municipality_id, status, due_on, id)
  include (category, party_ids, longitude, latitude) where not is_withdrawn;
create index observations_severest_of_status on observations (municipality_id, status, severity desc, received_at desc, id desc)
  include (category, party_ids, longitude, latitude) where not is_withdrawn;
create index observations_by_words on observations using gin (word_endings(search_text));

-- Replaced by the ones above.
drop index observations_by_location;
drop index observations_by_received;
alter table observations drop column location;

-- Index-only answers need a visibility map that follows new rows closely.
alter table observations set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.05);

-- A phone's walks, read with every request of its session.
create index walk_members_by_client on walk_members (municipality_id, client_id);
