-- Loses nothing; reading the entries of a large import is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS audit_events_import_id_id_idx;
