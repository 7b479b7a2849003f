-- Loses nothing; a search of sections is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS sections_title_search_idx;
