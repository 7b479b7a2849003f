CREATE INDEX CONCURRENTLY projects_title_search_idx ON projects USING gin (title gin_trgm_ops);
