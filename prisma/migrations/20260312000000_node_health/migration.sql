-- What Settings, health shows of each node. Null: a node of an older release, which does not say.
SET LOCAL lock_timeout = '500ms';
ALTER TABLE nodes
  ADD COLUMN host text COLLATE "C",
  ADD COLUMN started_at timestamptz(6),
  ADD COLUMN freshness_age_ms integer,
  ADD COLUMN is_listening boolean,
  ADD COLUMN decisions bigint,
  ADD COLUMN decisions_without_query bigint,
  ADD COLUMN receipts jsonb;
