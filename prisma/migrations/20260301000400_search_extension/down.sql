-- Loses nothing. The extension stays where something else uses it, or somebody else owns it.
SET LOCAL lock_timeout = '500ms';
DO $$
BEGIN
  DROP EXTENSION IF EXISTS pg_trgm;
EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
  RAISE NOTICE 'pg_trgm stays: %', SQLERRM;
END $$;
