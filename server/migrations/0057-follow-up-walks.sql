-- The walk that a follow-up walk checks up on stands in its details. Every request of a phone asks which walks its person may look at again,
-- so it is a column of its own: reading it does not read the rest of the details.
alter table walks add column follows uuid generated always as ((details ->> 'follows')::uuid) stored;
