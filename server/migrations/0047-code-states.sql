-- A closed code is kept, so that whoever uses it hears that it is closed and not that it was typed wrongly. A code for one phone belongs to
-- the first that joins by it.
alter table walk_codes add column closed_at timestamptz;
alter table walk_codes add column for_one_phone boolean not null default false;
alter table walk_codes add column used_by uuid;
