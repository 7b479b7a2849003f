CREATE INDEX CONCURRENTLY audit_events_import_id_id_idx ON audit_events (import_id, id);
