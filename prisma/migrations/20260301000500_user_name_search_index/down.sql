DROP INDEX CONCURRENTLY users_name_search_idx;
