-- Which findings each phone of a walk finds most urgent. Only the last vote of a phone stands. The phone is stored, so that nobody votes
-- twice and a vote is deleted with its person; no reader is told it. Ids of findings may point at what is gone, which then counts for nothing.
create table walk_votes (
  municipality_id uuid not null,
  walk_id uuid not null,
  client_id uuid not null,
  findings uuid[] not null,
  primary key (municipality_id, walk_id, client_id),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
-- A person's votes, to be deleted with the person.
create index walk_votes_by_phone on walk_votes (municipality_id, client_id);
