DROP INDEX CONCURRENTLY users_internal_idx;
