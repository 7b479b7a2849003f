-- Loses nothing; account search is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS users_name_search_idx;
