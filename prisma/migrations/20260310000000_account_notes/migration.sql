-- A file of internal flags has a note of its own for each account: the entry takes it, where the verb names one. What a
-- transaction says of itself is read once, whatever plan an earlier and smaller change has left in the session.
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
      IF strpos(definition, was[nth]) = 0 THEN
        RAISE EXCEPTION '% is not as it was', own;
      END IF;
      definition := replace(definition, was[nth], becomes[nth]);
    END LOOP;
    EXECUTE definition;
  END LOOP;
END $do$;
