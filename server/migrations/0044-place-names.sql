-- What the installation's own map calls the place of an observation: computed by a job from its position, beside what a person typed, and
-- found by the desk's search. Only core features of PostgreSQL 15.

-- Shape: PlaceName of shared/place-names/place-name.ts; null where the map has no name.
alter table observations add column place_name jsonb;
-- Its words in lower case parted by single spaces, like search_text.
alter table observations add column place_words text not null default '';
-- The version of the map that was asked; empty before that, and again when the observation is moved.
alter table observations add column named_by text not null default '';

drop index observations_by_words;
alter table observations drop column folded_text;
alter table observations add column folded_text text not null
  generated always as (fold_letters(btrim(search_text || ' ' || place_words))) stored;
create index observations_by_words on observations using gin (word_endings(folded_text));

-- Which are to be named: all that another version of the map has named, or none.
create index observations_by_map on observations (municipality_id, named_by, id);
