-- Loses nothing that is stored; from here on changes are no longer counted, announced or audited.
SET LOCAL lock_timeout = '500ms';
DO $$
DECLARE
  own record;
BEGIN
  -- CASCADE takes the triggers that call them.
  FOR own IN SELECT oid::regprocedure AS signature FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND proname ~ '^(next_revision|take_turn|change_context|announce|hint|announce_revision|keep_one_revision|audit_canonical|forget_audit_head|chain_audit_event|refuse_audit_change|stamp_row|refuse_other_key|refuse_truncate|record_(insert|update|delete)_.*)$'
  LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', own.signature);
  END LOOP;
END $$;
