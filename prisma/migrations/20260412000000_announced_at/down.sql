-- Loses nothing: nodes no longer measure how long a change takes.
SET LOCAL lock_timeout = '500ms';
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION announce() RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
  SELECT pg_notify('feature_rollouts', jsonb_build_object(
    'epoch', epoch, 'n', n, 'hint', coalesce(change_context('hint'), '[]')::jsonb)::text) FROM state_revision
$$;
