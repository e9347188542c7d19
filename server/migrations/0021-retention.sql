-- From when what is due is deleted. A rule that is new or changed only shows for 30 days what it would delete (docs/operations.md).
alter table municipalities add column retention_from timestamptz not null default now() + interval '30 days';
