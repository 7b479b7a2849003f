DROP INDEX CONCURRENTLY authors_internal_idx;
