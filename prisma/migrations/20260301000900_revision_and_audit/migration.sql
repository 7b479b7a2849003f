-- Every committed change to what decisions depend on raises state_revision, once a transaction, and writes its audit
-- entries: by trigger, so that no writer, psql included, can do the one without the other. See docs/adr.
SET lock_timeout = '2s';

-- The revision of this transaction. The first call takes the row: it is the lock that puts writers in commit order.
CREATE FUNCTION next_revision() RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  own_xact constant bigint := pg_current_xact_id()::text::bigint;
  revision bigint;
BEGIN
  UPDATE state_revision SET n = n + 1, xact_id = own_xact WHERE xact_id IS DISTINCT FROM own_xact RETURNING n INTO revision;
  IF revision IS NULL THEN
    SELECT n INTO STRICT revision FROM state_revision;
  END IF;
  RETURN revision;
END $$;

-- Who writes, and why: set for the transaction by a verb; whoever sets nothing is 'outside'.
CREATE FUNCTION change_context(name text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('aviary.' || name, true), '')
$$;

-- Remembers what this transaction changed, for the announcement at its end. '*' stands for everything.
CREATE FUNCTION hint(items jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  known constant jsonb := coalesce(change_context('hint'), '[]')::jsonb;
  joined jsonb := known || coalesce(items, '["*"]'::jsonb);
BEGIN
  PERFORM next_revision();
  IF known ? '*' OR items <@ known THEN
    RETURN;
  END IF;
  IF octet_length(joined::text) > 6000 THEN
    joined := '["*"]'::jsonb;
  END IF;
  PERFORM set_config('aviary.hint', joined::text, true);
END $$;

CREATE FUNCTION announce_revision() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM pg_notify('feature_rollouts', jsonb_build_object(
    'epoch', NEW.epoch, 'n', NEW.n, 'hint', coalesce(change_context('hint'), '[]')::jsonb)::text);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER announce AFTER UPDATE ON state_revision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION announce_revision();

CREATE FUNCTION keep_one_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'state_revision has one row, which stays' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON state_revision FOR EACH STATEMENT EXECUTE FUNCTION keep_one_revision();

-- The audit trail: numbered and hash-chained here, so that no writer can get it wrong.
CREATE FUNCTION audit_canonical(e audit_events) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(e.id, to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.revision,
    e.actor_kind, e.actor_id, e.actor_name, e.action, e.feature_name, e.scope_type, e.scope_id,
    e.before, e.after, e.note, e.request_id, e.import_id)::text
$$;

CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  own_xact constant text := pg_current_xact_id()::text;
  head text[] := string_to_array(change_context('audit_head'), ':');
BEGIN
  -- The head found under the lock is carried from row to row: xact : revision : id : hash.
  IF head IS NULL OR head[1] <> own_xact THEN
    head := ARRAY[own_xact, next_revision()::text, '0', repeat('0', 64)];
    head := coalesce((SELECT head[1:2] || ARRAY[a.id::text, a.hash] FROM audit_events a ORDER BY a.id DESC LIMIT 1), head);
  END IF;
  NEW.id := head[3]::bigint + 1;
  NEW.revision := head[2]::bigint;
  NEW.occurred_at := clock_timestamp();
  NEW.prev_hash := head[4];
  NEW.hash := encode(sha256(convert_to(NEW.prev_hash || E'\n' || audit_canonical(NEW), 'UTF8')), 'hex');
  PERFORM set_config('aviary.audit_head', concat_ws(':', own_xact, NEW.revision, NEW.id, NEW.hash), true);
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION chain_audit_event();

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Versions and writers of a row come from the transaction, never from the statement.
CREATE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.version := next_revision();
  IF TG_TABLE_NAME <> 'features' THEN
    NEW.updated_by_kind := coalesce(change_context('actor_kind'), 'outside');
    NEW.updated_by_id := coalesce(change_context('actor_id'), session_user::text);
    NEW.updated_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

-- What the trail says of a row; null for no row.
CREATE FUNCTION audited_facts(kind text, r jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE kind
    WHEN 'rollout' THEN jsonb_build_object('stage', r->'stage')
    WHEN 'exemption' THEN jsonb_build_object('effect', r->'effect', 'note', r->'note', 'expiresAt', r->'expires_at')
    WHEN 'scope' THEN jsonb_build_object('optedIn', true)
    WHEN 'author' THEN jsonb_build_object('isInternal', r->'is_internal')
    WHEN 'user' THEN jsonb_build_object('isInternal', r->'is_internal')
    WHEN 'feature' THEN jsonb_build_object('description', r->'description', 'contexts', r->'contexts',
      'rolloutMode', r->'rollout_mode', 'archived', jsonb_typeof(r->'archived_at') <> 'null')
    WHEN 'setting' THEN jsonb_build_object('value', r->'value')
    WHEN 'api_key' THEN jsonb_build_object('name', r->'name', 'prefix', r->'prefix', 'scopes', r->'scopes',
      'rateLimitPerS', r->'rate_limit_per_s', 'allowedOrigins', r->'allowed_origins',
      'expiresAt', r->'expires_at', 'revoked', jsonb_typeof(r->'revoked_at') <> 'null')
    WHEN 'console_user' THEN jsonb_build_object('role', r->'role', 'disabled', jsonb_typeof(r->'disabled_at') <> 'null')
  END
$$;

CREATE FUNCTION audited_scope_type(kind text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    WHEN 'rollout' THEN r->>'scope_type'
    WHEN 'exemption' THEN 'publisher'
    WHEN 'scope' THEN CASE WHEN r->>'project_id' IS NULL THEN 'section' ELSE 'project' END
    WHEN 'feature' THEN NULL
    ELSE kind
  END
$$;

CREATE FUNCTION audited_scope_id(kind text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    WHEN 'rollout' THEN r->>'scope_id'
    WHEN 'exemption' THEN r->>'publisher_id'
    WHEN 'scope' THEN coalesce(r->>'project_id', r->>'section_id')
    WHEN 'feature' THEN NULL
    WHEN 'setting' THEN r->>'key'
    ELSE r->>'id'
  END
$$;

-- What a node must forget or read again: the rules, the keys, or one account, project or section.
CREATE FUNCTION hint_item(kind text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    WHEN 'api_key' THEN 'keys'
    WHEN 'scope' THEN CASE WHEN r->>'project_id' IS NULL THEN 's:' || (r->>'section_id') ELSE 'p:' || (r->>'project_id') END
    WHEN 'author' THEN 'a:' || (r->>'id')
    WHEN 'user' THEN 'u:' || (r->>'id')
    WHEN 'setting' THEN 'settings'
    WHEN 'console_user' THEN 'people'
    ELSE 'rules'
  END
$$;

-- One shape for every fact table. TG_ARGV: the kind of fact, and the columns that name it: a row that changes its name
-- is one fact removed and another added.
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
DECLARE
  fact_kind constant text := TG_ARGV[0];
  pairs constant text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT NULL::jsonb AS old, to_jsonb(n) AS new FROM new_rows n'
    WHEN 'DELETE' THEN 'SELECT to_jsonb(o) AS old, NULL::jsonb AS new FROM old_rows o'
    ELSE format('SELECT to_jsonb(o) AS old, to_jsonb(n) AS new FROM old_rows o FULL JOIN new_rows n
      ON jsonb_build_array(o.%s) = jsonb_build_array(n.%s)', replace(TG_ARGV[1], ',', ',o.'), replace(TG_ARGV[1], ',', ',n.'))
  END;
  written bigint;
BEGIN
  EXECUTE format($sql$
    WITH changes AS (
      SELECT coalesce(new, old) AS r, audited_facts($1, old) AS before, audited_facts($1, new) AS after
      FROM (%s) AS pairs
    ), entries AS (
      INSERT INTO audit_events (actor_kind, actor_id, actor_name, action, feature_name, scope_type, scope_id, before, after, note, request_id, import_id)
      SELECT coalesce(change_context('actor_kind'), 'outside'),
        coalesce(change_context('actor_id'), session_user::text),
        coalesce(change_context('actor_name'), session_user::text),
        coalesce(change_context('action'), $1 || CASE WHEN before IS NULL THEN '.added' WHEN after IS NULL THEN '.removed' ELSE '.changed' END),
        CASE WHEN $1 = 'feature' THEN r->>'name' ELSE r->>'feature_name' END,
        audited_scope_type($1, r), audited_scope_id($1, r), before, after,
        change_context('note'), change_context('request_id'), change_context('import_id')::uuid
      FROM changes WHERE before IS DISTINCT FROM after
        -- An account that comes or goes without having been internal is the directory's business.
        AND NOT (audited_facts($1, r) = '{"isInternal": false}' AND (before IS NULL OR after IS NULL))
      ORDER BY r->>'feature_name', audited_scope_id($1, r)
      RETURNING 1
    )
    SELECT count(*) FROM entries
  $sql$, pairs) INTO written USING fact_kind;
  IF written > 50 THEN
    PERFORM hint('["*"]');
  ELSIF written > 0 THEN
    EXECUTE format('SELECT hint(jsonb_agg(DISTINCT hint_item($1, coalesce(new, old)))) FROM (%s) AS pairs', pairs) USING fact_kind;
  END IF;
  RETURN NULL;
END $$;

-- The directory's rows are no audited facts, but a resource's parents decide where its stage and exemption come from.
CREATE FUNCTION record_parents() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  pairs constant text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT NULL::jsonb AS old, to_jsonb(n) - ''title'' AS new FROM new_rows n'
    WHEN 'DELETE' THEN 'SELECT to_jsonb(o) - ''title'' AS old, NULL::jsonb AS new FROM old_rows o'
    ELSE 'SELECT to_jsonb(o) - ''title'' AS old, to_jsonb(n) - ''title'' AS new FROM old_rows o FULL JOIN new_rows n ON o.id = n.id'
  END;
  items jsonb;
  changed bigint;
BEGIN
  EXECUTE format($sql$
    SELECT count(*), jsonb_agg(left($1, 1) || ':' || id) FILTER (WHERE nth <= 50)
    FROM (SELECT coalesce(new, old)->>'id' AS id, row_number() OVER () AS nth FROM (%s) AS pairs WHERE old IS DISTINCT FROM new) AS changed
  $sql$, pairs) INTO changed, items USING TG_TABLE_NAME;
  IF changed > 0 THEN
    PERFORM hint(CASE WHEN changed > 50 THEN '["*"]'::jsonb ELSE items END);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE would leave no trace: use DELETE FROM %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE
  fact record;
  table_name text;
BEGIN
  FOR fact IN SELECT * FROM (VALUES
    ('features', 'feature', 'name'), ('scoped_feature_rollouts', 'rollout', 'feature_name,scope_type,scope_id'),
    ('scoped_feature_exemptions', 'exemption', 'feature_name,publisher_id'),
    ('scoped_feature_flag_states', 'scope', 'feature_name,project_id,section_id'), ('authors', 'author', 'id'), ('users', 'user', 'id'),
    ('settings', 'setting', 'key'), ('api_keys', 'api_key', 'id'), ('console_users', 'console_user', 'id')
  ) AS facts (table_name, kind, key_column)
  LOOP
    EXECUTE format('CREATE TRIGGER record_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_change(%L, %L)', fact.table_name, fact.kind, fact.key_column);
    EXECUTE format('CREATE TRIGGER record_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_change(%L, %L)', fact.table_name, fact.kind, fact.key_column);
    EXECUTE format('CREATE TRIGGER record_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION record_change(%L, %L)', fact.table_name, fact.kind, fact.key_column);
  END LOOP;
  FOREACH table_name IN ARRAY ARRAY['projects', 'sections'] LOOP
    EXECUTE format('CREATE TRIGGER record_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_parents()', table_name);
    EXECUTE format('CREATE TRIGGER record_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_parents()', table_name);
    EXECUTE format('CREATE TRIGGER record_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION record_parents()', table_name);
  END LOOP;
  FOREACH table_name IN ARRAY ARRAY['features', 'scoped_feature_rollouts', 'scoped_feature_exemptions', 'scoped_feature_flag_states',
    'authors', 'users', 'settings', 'api_keys', 'console_users', 'projects', 'sections'] LOOP
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', table_name);
  END LOOP;
  FOREACH table_name IN ARRAY ARRAY['features', 'scoped_feature_rollouts', 'scoped_feature_exemptions', 'settings'] LOOP
    EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stamp_row()', table_name);
  END LOOP;
END $$;
