CREATE INDEX CONCURRENTLY authors_name_search_idx ON authors USING gin (name gin_trgm_ops);
