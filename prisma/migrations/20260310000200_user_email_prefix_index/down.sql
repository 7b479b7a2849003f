-- Loses nothing; account search by first letters is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS users_email_prefix_idx;
