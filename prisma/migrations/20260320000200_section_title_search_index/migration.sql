CREATE INDEX CONCURRENTLY sections_title_search_idx ON sections USING gin (title gin_trgm_ops);
