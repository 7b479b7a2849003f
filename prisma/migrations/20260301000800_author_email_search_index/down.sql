-- Loses nothing; account search is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS authors_email_search_idx;
