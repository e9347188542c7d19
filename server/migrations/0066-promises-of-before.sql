-- What findings of before 0065 can tell of their promises, out of their history: since when their parties have them, and which deadlines have
-- moved. Their rows in the feed are brought up to date without a new number: phones read it with the next change of a finding.
create temporary table told_promises on commit drop as
with assignments as (
  select municipality_id, subject_id, seq, ord, received_at, actor_label, data,
    data -> 'from' ->> 'dueOn' as due_from, data ->> 'dueOn' as due_to,
    data -> 'from' -> 'partyIds' is distinct from data -> 'partyIds'
      or data -> 'from' ->> 'status' is distinct from data ->> 'status' as is_handed_on
  from events where subject_kind = 'observation' and kind = 'assigned'
)
select municipality_id, subject_id as id,
  max(received_at) filter (where is_handed_on) as held_since,
  jsonb_agg(jsonb_build_object('of', 'due', 'from', due_from, 'to', due_to, 'reason', '', 'by', actor_label,
    'at', to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by seq, ord)
    filter (where due_from is not null and due_from is distinct from due_to) as moved
from assignments group by municipality_id, subject_id;

create temporary table told_bodies on commit drop as
select municipality_id, id,
  (case when held_since is null then '{}'::jsonb else jsonb_build_object('heldSince',
    to_char(held_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end)
  || (case when moved is null then '{}'::jsonb else jsonb_build_object('movedDates', moved) end) as told
from told_promises where held_since is not null or moved is not null;

update observations set body = observations.body || told_bodies.told
from told_bodies
where observations.municipality_id = told_bodies.municipality_id and observations.id = told_bodies.id;

-- Nobody else writes while the tables are brought up to date.
alter table sync_rows disable trigger sync_rows_need_lock;
update sync_rows set body = sync_rows.body || told_bodies.told
from told_bodies
where sync_rows.municipality_id = told_bodies.municipality_id and sync_rows.id = told_bodies.id
  and sync_rows.kind = 'observation' and sync_rows.body is not null;
alter table sync_rows enable trigger sync_rows_need_lock;
