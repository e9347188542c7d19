-- What a finding needs beyond its deadline, by the rule of shared/observation/needs.ts; that it needs an owner is told by other columns.
-- Each row says it itself, so that the first screen of the desk reads an index of the few that need something.
create function needs_reply(body jsonb) returns boolean language sql immutable parallel safe
return (
  select said ? 'byRole' and not coalesce(
    body -> 'answer' ->> 'at' > said ->> 'at' and not body -> 'answer' ? 'byRole', false)
  from jsonb_array_elements(body -> 'comments') with ordinality as comment(said, place)
  where said ->> 'audience' = 'public' order by place desc limit 1
);

create function needs_of(body jsonb) returns text[] language sql immutable parallel safe
return case when (body ->> 'isWithdrawn')::boolean then '{}'::text[] else array_remove(array[
  case when coalesce(needs_reply(body), false) then 'reply' end,
  case when body -> 'givenBack' -> 1 is not null
    and body ->> 'status' <> all ('{done,verified,declined,duplicate}') then 'sent-back' end,
  case when body -> 'movedDates' -> 1 is not null
    and body ->> 'status' <> all ('{done,verified,declined,duplicate}') then 'moved-twice' end
], null) end;

alter table observations add column needs text[] not null generated always as (needs_of(body)) stored;
create index observations_needs on observations (municipality_id, id) include (category, party_ids, status, needs)
  where needs <> '{}' and not is_withdrawn;
