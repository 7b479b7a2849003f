-- Constant defaults: PostgreSQL adds these columns without rewriting a row. Each lock is held to the end, so the tables
-- that are written most come last; the time-out is below deadlock_timeout, so that this gives way and no writer does.
SET LOCAL lock_timeout = '500ms';

CREATE TYPE rollout_mode AS ENUM ('scoped_only', 'canary');

ALTER TABLE features
  ADD COLUMN rollout_mode rollout_mode NOT NULL DEFAULT 'scoped_only',
  ADD COLUMN archived_at timestamptz(6),
  ADD COLUMN version bigint NOT NULL DEFAULT 0;
ALTER TABLE authors ADD COLUMN is_internal boolean NOT NULL DEFAULT false;
ALTER TABLE users ADD COLUMN is_internal boolean NOT NULL DEFAULT false;
