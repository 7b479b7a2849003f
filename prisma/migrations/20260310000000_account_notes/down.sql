-- Loses nothing that is stored.
SET LOCAL lock_timeout = '500ms';
DO $do$
DECLARE
  was constant text[] := ARRAY[
    $$(SELECT coalesce(change_context('actor_kind'), 'outside') AS actor_kind$$,
    $$change_context('note') AS note,$$,
    $$AS import_id OFFSET 0) AS context$$,
    $$nullif(scope_id, ''), before, after, note,$$];
  becomes constant text[] := ARRAY[
    $$(WITH once AS MATERIALIZED (SELECT coalesce(change_context('actor_kind'), 'outside') AS actor_kind$$,
    $$change_context('note') AS note, change_context('notes')::jsonb AS notes,$$,
    $$AS import_id) SELECT * FROM once) AS context$$,
    $$nullif(scope_id, ''), before, after, coalesce(notes ->> (scope_type || ':' || scope_id), note),$$];
  own text;
  definition text;
BEGIN
  FOREACH own IN ARRAY ARRAY['record_update_authors', 'record_update_users'] LOOP
    definition := pg_get_functiondef(own::regproc);
    FOR nth IN 1..cardinality(was) LOOP
      IF strpos(definition, becomes[nth]) = 0 THEN
        RAISE EXCEPTION '% is not as it was', own;
      END IF;
      definition := replace(definition, becomes[nth], was[nth]);
    END LOOP;
    EXECUTE definition;
  END LOOP;
END $do$;
