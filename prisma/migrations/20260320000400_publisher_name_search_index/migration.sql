CREATE INDEX CONCURRENTLY publishers_name_search_idx ON publishers USING gin (name gin_trgm_ops);
