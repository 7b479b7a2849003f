DROP INDEX CONCURRENTLY users_email_search_idx;
