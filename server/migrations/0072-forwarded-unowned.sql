-- What was forwarded and has no party is nobody's as well: nobody asks whoever got it what became of it.
drop index observations_unowned;
create index observations_unowned on observations (municipality_id, received_at, id) include (category)
  where party_ids = '{}' and not is_withdrawn and category not like 'god.%'
    and status <> all ('{done,verified,declined,duplicate}');
