-- Notifications on the phones of those who asked for them (Web Push, RFC 8030): where they go, and what waits or was sent. A row is written with
-- the e-mail about the same thing, once for each (phone, kind, subject, number). It holds ids and numbers only: a phone is told one of a
-- few fixed sentences.
create table push_subscriptions (
  municipality_id uuid not null,
  client_id uuid not null,
  -- An address at the push service of the browser's maker; whoever has it and the keys can write to the phone.
  endpoint text not null check (length(endpoint) <= 2000),
  p256dh text not null,
  auth text not null,
  language text not null check (language in ('da', 'en')),
  given_at timestamptz not null,
  primary key (municipality_id, client_id)
);

create table push_notifications (
  municipality_id uuid not null,
  client_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  number integer not null,
  walk_id uuid,
  finding_id uuid,
  -- Of the store when it was written: after a restore nobody knows whether it was sent.
  epoch uuid not null,
  -- `sending` is written before the push service is called and never taken back, so that nobody is told twice.
  state text not null check (state in ('waiting', 'sending', 'sent', 'dropped')),
  tries integer not null,
  next_try_at timestamptz not null,
  written_at timestamptz not null,
  primary key (municipality_id, client_id, kind, subject_id, number)
);
create index push_notifications_due on push_notifications (municipality_id, next_try_at) where state = 'waiting';

-- The key pair with which this installation shows push services who it is (VAPID, RFC 8292); made when the first phone asks.
alter table server_meta add column push_public_key text;
alter table server_meta add column push_private_key text;
