-- The day on which e-mails about a feedback were written to those who walked. It stays when the e-mails themselves are deleted with their
-- addresses, so that nobody gets one twice.
alter table walk_feedback add column told_on date;
create index walk_feedback_untold on walk_feedback (municipality_id, due_on) where told_on is null;
