-- Loses nothing.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_events_import_id_idx ON audit_events (import_id);
