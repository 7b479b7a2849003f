-- Loses nothing that is stored; from here on changes are no longer counted, announced or audited.
SET lock_timeout = '2s';
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN SELECT tgname, tgrelid::regclass AS of_table FROM pg_trigger
    WHERE NOT tgisinternal AND tgname IN ('announce', 'keep', 'chain', 'append_only', 'record_insert', 'record_update', 'record_delete', 'no_truncate', 'stamp')
      AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', own.tgname, own.of_table);
  END LOOP;
END $$;
DROP FUNCTION next_revision(), change_context(text), hint(jsonb), announce_revision(), keep_one_revision(), audit_canonical(audit_events),
  chain_audit_event(), refuse_audit_change(), stamp_row(), audited_facts(text, jsonb), audited_scope_type(text, jsonb),
  audited_scope_id(text, jsonb), hint_item(text, jsonb), record_change(), record_parents(), refuse_truncate();
