DROP INDEX CONCURRENTLY IF EXISTS audit_events_import_id_idx;
