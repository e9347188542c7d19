-- Wrong passwords and walk codes, counted by all processes together. Of no municipality: whoever guesses has named none. Unlogged, because
-- a guess should not cost a write to disk and nothing is lost when a crash empties it; backups leave it out.
create unlogged table wrong_answers (
  -- A hash of what is counted, an address for example: never longer than this, whatever a request holds.
  key text primary key check (length(key) = 64),
  count integer not null,
  -- From the first wrong answer; later ones do not move it.
  ends_at timestamptz not null
);
create index wrong_answers_by_end on wrong_answers (ends_at);
