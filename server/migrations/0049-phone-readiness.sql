-- Whether a phone is ready for a walk without a network, as it last said itself: what is missing, and what it will do without. Null for
-- phones that have never said it. `ready_at` is when the phone found it, by the clock of the server.
alter table clients add column ready_walk_id uuid;
alter table clients add column ready_missing text[];
alter table clients add column ready_without text[];
alter table clients add column ready_at timestamptz;
