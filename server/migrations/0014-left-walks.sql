-- When the person took this phone out of the walk; null while it takes part. Whoever was removed by an organiser has `removed_at`.
alter table walk_members add column left_at timestamptz;
