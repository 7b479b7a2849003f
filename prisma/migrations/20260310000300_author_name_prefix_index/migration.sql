CREATE INDEX CONCURRENTLY authors_name_prefix_idx ON authors (lower(name), id);
