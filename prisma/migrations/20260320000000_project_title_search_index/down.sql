-- Loses nothing; a search of projects is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS projects_title_search_idx;
