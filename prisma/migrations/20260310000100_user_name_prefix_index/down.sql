-- Loses nothing; account search by first letters is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS users_name_prefix_idx;
