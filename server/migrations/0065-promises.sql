-- The days on which the people of a walk hear what came of it: 1, 3 and 6 months after the first report (domain.md §3.3, phase 9). Written with
-- the first version of the report; `given_on` and `given_by_role` once somebody has said that the feedback was given.
create table walk_feedback (
  municipality_id uuid not null,
  walk_id uuid not null,
  months smallint not null check (months in (1, 3, 6)),
  due_on date not null,
  given_on date,
  given_by_role text,
  primary key (municipality_id, walk_id, months),
  foreign key (municipality_id, walk_id) references walks (municipality_id, id)
);
-- What is overdue, for the first screen of the desk.
create index walk_feedback_open on walk_feedback (municipality_id, due_on, walk_id, months) where given_on is null;

-- Reports of before this. A month later is the same day, or the last one where the month is shorter, as in shared/walk/feedback/feedback-dates.ts.
insert into walk_feedback (municipality_id, walk_id, months, due_on)
select report.municipality_id, report.walk_id, months,
  ((report.made_at at time zone area.time_zone)::date + make_interval(months => months))::date
from walk_reports as report join municipalities as area on area.id = report.municipality_id
  cross join (values (1), (3), (6)) as counted(months)
where report.version = 1;

-- Findings that nobody has, the longest waiting first: few, whatever the number of findings.
create index observations_unowned on observations (municipality_id, received_at, id) include (category)
  where party_ids = '{}' and not is_withdrawn and category not like 'god.%'
    and status <> all ('{done,verified,declined,duplicate,forwarded}');
