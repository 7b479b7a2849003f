CREATE INDEX CONCURRENTLY users_name_prefix_idx ON users (lower(name), id);
