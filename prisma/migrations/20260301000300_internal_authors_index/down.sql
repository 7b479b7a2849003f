-- Loses nothing; finding internal accounts is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS authors_internal_idx;
