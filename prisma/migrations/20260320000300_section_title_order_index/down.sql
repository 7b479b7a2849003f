-- Loses nothing; the list of sections is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS sections_title_order_idx;
