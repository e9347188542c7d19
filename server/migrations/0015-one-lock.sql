-- A transaction locks one space again (docs/adr/0015): nothing tries for a lock that may be taken.
drop function try_lock_space(uuid, uuid);
