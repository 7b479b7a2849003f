-- Loses: who is internal, rollout modes, which features are archived.
SET lock_timeout = '2s';
ALTER TABLE features DROP COLUMN rollout_mode, DROP COLUMN archived_at, DROP COLUMN version;
ALTER TABLE users DROP COLUMN is_internal;
ALTER TABLE authors DROP COLUMN is_internal;
DROP TYPE rollout_mode;
