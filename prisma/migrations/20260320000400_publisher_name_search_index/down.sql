-- Loses nothing; a search of publishers is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS publishers_name_search_idx;
