-- The announcement of a change says when it was committed, as near as can be: it is made last of all. So each node
-- measures how long a change takes to be in force there.
SET LOCAL lock_timeout = '500ms';
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION announce() RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
  SELECT pg_notify('feature_rollouts', jsonb_build_object(
    'epoch', epoch, 'n', n, 'hint', coalesce(change_context('hint'), '[]')::jsonb,
    'at', extract(epoch FROM clock_timestamp()) * 1000)::text) FROM state_revision
$$;
