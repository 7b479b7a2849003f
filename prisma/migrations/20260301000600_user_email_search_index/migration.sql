CREATE INDEX CONCURRENTLY users_email_search_idx ON users USING gin (email gin_trgm_ops);
