-- Loses nothing; the list of publishers is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS publishers_name_order_idx;
