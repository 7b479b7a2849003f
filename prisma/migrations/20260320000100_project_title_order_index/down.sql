-- Loses nothing; the list of projects is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS projects_title_order_idx;
