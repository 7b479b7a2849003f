CREATE INDEX CONCURRENTLY authors_email_search_idx ON authors USING gin (email gin_trgm_ops);
