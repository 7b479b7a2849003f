-- Constant defaults: PostgreSQL adds these columns without rewriting a row.
SET lock_timeout = '2s';

CREATE TYPE rollout_mode AS ENUM ('scoped_only', 'canary');

ALTER TABLE authors ADD COLUMN is_internal boolean NOT NULL DEFAULT false;
ALTER TABLE users ADD COLUMN is_internal boolean NOT NULL DEFAULT false;
ALTER TABLE features
  ADD COLUMN rollout_mode rollout_mode NOT NULL DEFAULT 'scoped_only',
  ADD COLUMN archived_at timestamptz(6),
  ADD COLUMN version bigint NOT NULL DEFAULT 0;
