CREATE INDEX CONCURRENTLY users_email_prefix_idx ON users (lower(email), id);
