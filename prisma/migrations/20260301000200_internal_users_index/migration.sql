CREATE INDEX CONCURRENTLY users_internal_idx ON users (id) WHERE is_internal;
