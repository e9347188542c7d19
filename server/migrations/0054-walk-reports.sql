-- Versions of walk reports. A row is never changed: `document` and `facts` are JSON kept as the text that was written, byte for byte, so that a
-- version reads the same for ever. They hold what everybody may see and no person. Who made it is a role, as with the approval of the list.
create table walk_reports (
  municipality_id uuid not null,
  walk_id uuid not null,
  id uuid not null,
  version integer not null check (version > 0),
  language text not null check (language in ('da', 'en')),
  made_at timestamptz not null,
  made_by_role text not null,
  document text not null,
  facts text not null,
  primary key (municipality_id, id),
  unique (municipality_id, walk_id, version),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
