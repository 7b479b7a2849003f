-- Loses nothing; account search is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS authors_name_search_idx;
