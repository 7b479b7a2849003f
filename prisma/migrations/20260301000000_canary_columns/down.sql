-- Loses: who is internal, rollout modes, which features are archived.
SET LOCAL lock_timeout = '500ms';
ALTER TABLE features DROP COLUMN rollout_mode, DROP COLUMN archived_at, DROP COLUMN version;
ALTER TABLE authors DROP COLUMN is_internal;
ALTER TABLE users DROP COLUMN is_internal;
DROP TYPE rollout_mode;
