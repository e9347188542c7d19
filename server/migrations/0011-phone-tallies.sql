-- What a phone tells beside its running numbers: what has none yet, or has one and did not arrive all the same. Null: the phone has not said.
alter table clients
  add column told_drafts integer,
  add column told_photos integer,
  add column told_refused integer;
