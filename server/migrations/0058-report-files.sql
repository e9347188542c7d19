-- What takes seconds to make of a version of a walk report: its map, and the files with photos. The rows come with the version; `content` follows
-- when the job has written it, and then stays byte for byte, until a photo in it is erased: then it is written again without that photo.
create table walk_report_files (
  municipality_id uuid not null,
  walk_id uuid not null,
  version integer not null,
  format text not null check (format in ('map', 'pdf', 'docx')),
  content bytea,
  -- How far the job has come, in parts of the report.
  made_parts integer not null default 0,
  all_parts integer not null default 0,
  -- Counted before the work begins: a report that ends its process is not tried for ever.
  tries integer not null default 0,
  primary key (municipality_id, walk_id, version, format),
  foreign key (municipality_id, walk_id, version) references walk_reports (municipality_id, walk_id, version)
);
create index walk_report_files_waiting on walk_report_files (municipality_id, walk_id) where content is null;

-- What the municipality's archive calls the version. It is known after the version was made, and is all that may change.
alter table walk_reports add column journal_number text;
