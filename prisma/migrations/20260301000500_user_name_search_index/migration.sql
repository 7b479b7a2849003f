CREATE INDEX CONCURRENTLY users_name_search_idx ON users USING gin (name gin_trgm_ops);
