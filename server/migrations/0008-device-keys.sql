-- A phone may lose its cookie (storage pressure, a cleared browser, a browser killed right after joining) and still hold its outbox. With this
-- key, made by the phone, it gets a session for the id its observations are signed with; else they would stop being its own.
-- SHA-256: a stolen table opens no session.
alter table clients add column key_hash bytea;
