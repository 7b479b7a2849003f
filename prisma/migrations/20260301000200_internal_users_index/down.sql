-- Loses nothing; finding internal accounts is slow without it.
DROP INDEX CONCURRENTLY IF EXISTS users_internal_idx;
