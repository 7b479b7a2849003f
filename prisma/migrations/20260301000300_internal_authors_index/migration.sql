CREATE INDEX CONCURRENTLY authors_internal_idx ON authors (id) WHERE is_internal;
