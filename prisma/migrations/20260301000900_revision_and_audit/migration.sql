-- Every committed change to what decisions depend on raises state_revision, once a transaction, and writes its audit
-- entries: by trigger, so that no writer, psql included, can do the one without the other. See docs/adr.
-- Below deadlock_timeout, so that a migration that meets a writer gives way to it.
SET LOCAL lock_timeout = '500ms';
-- What each function keeps: whatever a caller's search_path, our names mean our objects, before any temporary table's.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- All the tables that get triggers, before anything else: who holds one and waits for the next is in the way of writers
-- that go through them in another order. Tried often and for short, it finds a moment, and no writer waits for long.
DO $$
BEGIN
  FOR attempt IN 1..60 LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '100ms', true);
      LOCK TABLE users, authors, projects, sections, scoped_feature_flag_states, scoped_feature_rollouts,
        scoped_feature_exemptions, features, settings, console_users, api_keys IN SHARE ROW EXCLUSIVE MODE;
      PERFORM set_config('lock_timeout', '500ms', true);
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.05 * random());
    END;
  END LOOP;
  RAISE lock_not_available USING MESSAGE = 'The tables are locked.';
END $$;

-- The revision of this transaction. The first call takes the row: it is the lock that puts writers in commit order.
-- A transaction is known by number and start: after a restore into another cluster its number comes again.
CREATE FUNCTION next_revision() RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  own_xact constant bigint := hashint8extended(pg_current_xact_id()::text::bigint, (extract(epoch FROM now()) * 1000000)::bigint);
  revision bigint;
BEGIN
  UPDATE state_revision SET n = n + 1, xact_id = own_xact WHERE xact_id IS DISTINCT FROM own_xact RETURNING n INTO revision;
  IF revision IS NULL THEN
    SELECT n INTO STRICT revision FROM state_revision;
  END IF;
  RETURN revision;
END $$;

-- Every writer of facts waits here first, so that no two wait for each other's rows.
CREATE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM FROM state_revision FOR NO KEY UPDATE;
  RETURN NULL;
END $$;

-- Who writes, and why: set for the transaction by a verb; whoever sets nothing is 'outside'.
CREATE FUNCTION change_context(name text) RETURNS text LANGUAGE sql STABLE
  RETURN nullif(current_setting('aviary.' || name, true), '');

CREATE FUNCTION announce() RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
  SELECT pg_notify('feature_rollouts', jsonb_build_object(
    'epoch', epoch, 'n', n, 'hint', coalesce(change_context('hint'), '[]')::jsonb)::text) FROM state_revision
$$;

-- Remembers what this transaction changed, for the announcement at its end. '*' stands for everything.
CREATE FUNCTION hint(items jsonb) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  known constant jsonb := coalesce(change_context('hint'), '[]');
  joined jsonb := known || items;
BEGIN
  PERFORM next_revision();
  IF known ? '*' OR items <@ known THEN
    RETURN;
  END IF;
  IF octet_length(joined::text) > 6000 THEN
    joined := '["*"]';
  END IF;
  PERFORM set_config('aviary.hint', joined::text, true);
  -- SET CONSTRAINTS ... IMMEDIATE lets the announcement out early: what comes after it is announced as it comes.
  IF change_context('announced') IS NOT NULL THEN
    PERFORM announce();
  END IF;
END $$;

CREATE FUNCTION announce_revision() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM announce();
  PERFORM set_config('aviary.announced', 'true', true);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER announce AFTER UPDATE ON state_revision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION announce_revision();

CREATE FUNCTION keep_one_revision() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'state_revision has one row, which stays' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON state_revision FOR EACH STATEMENT EXECUTE FUNCTION keep_one_revision();

-- The audit trail: numbered and hash-chained here, so that no writer can get it wrong.
CREATE FUNCTION audit_canonical(e audit_events) RETURNS text LANGUAGE sql STABLE
  RETURN json_build_array(e.id, to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.revision,
    e.actor_kind, e.actor_id, e.actor_name, e.action, e.feature_name, e.scope_type, e.scope_id,
    e.before, e.after, e.note, e.request_id, e.import_id)::text;

CREATE FUNCTION forget_audit_head() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM set_config('aviary.audit_head', '', true);
  RETURN NULL;
END $$;
CREATE TRIGGER chain_statement BEFORE INSERT ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION forget_audit_head();

CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  -- Read under the lock by a statement's first row, carried from row to row: id : revision : hash.
  head text[] := string_to_array(change_context('audit_head'), ':');
BEGIN
  IF head IS NULL THEN
    head := ARRAY['0', next_revision()::text, repeat('0', 64)];
    head := coalesce((SELECT ARRAY[a.id::text, head[2], a.hash] FROM audit_events a ORDER BY a.id DESC LIMIT 1), head);
  END IF;
  NEW.id := head[1]::bigint + 1;
  NEW.revision := head[2]::bigint;
  NEW.occurred_at := clock_timestamp();
  NEW.prev_hash := head[3];
  NEW.hash := encode(sha256(convert_to(NEW.prev_hash || E'\n' || audit_canonical(NEW), 'UTF8')), 'hex');
  PERFORM set_config('aviary.audit_head', concat_ws(':', NEW.id, NEW.revision, NEW.hash), true);
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION chain_audit_event();

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Versions and writers of a row come from the transaction, never from the statement; a row that is written anew as it
-- was keeps its own.
CREATE FUNCTION stamp_row() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  stamped constant text[] := '{version,updated_by_kind,updated_by_id,updated_at,scope_id,rollout_percentage}';
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - stamped = to_jsonb(OLD) - stamped THEN
    RETURN OLD;
  END IF;
  NEW.version := next_revision();
  IF TG_TABLE_NAME <> 'features' THEN
    NEW.updated_by_kind := coalesce(change_context('actor_kind'), 'outside');
    NEW.updated_by_id := coalesce(change_context('actor_id'), session_user::text);
    NEW.updated_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION refuse_other_key() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'an API key stays the key it is: revoke it and make another' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE would leave no trace: use DELETE FROM %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- One shape for every table of facts, as a function for each kind of statement. A fact is named by its place: feature,
-- scope type and id ('' for none); a row that moves to another place is one fact removed and another added. The hint
-- names what a node must forget or read again: the rules, the keys, one account, project or section. The directory's
-- rows are no audited facts (no kind), but a resource's parents decide where its stage and exemption come from.
-- The tables that are written most come last: they are locked the shortest.
DO $do$
DECLARE
  fact record;
  operation text;
  place text;
  pairs text;
  entries constant text := $sql$, entries AS (
    INSERT INTO audit_events (actor_kind, actor_id, actor_name, action, feature_name, scope_type, scope_id, before, after, note, request_id, import_id)
    SELECT actor_kind, actor_id, actor_name,
      coalesce(action, %L || CASE WHEN before IS NULL THEN '.added' WHEN after IS NULL THEN '.removed' ELSE '.changed' END),
      nullif(feature, ''), nullif(scope_type, ''), nullif(scope_id, ''), before, after, note, request_id, import_id
    FROM changes, (SELECT coalesce(change_context('actor_kind'), 'outside') AS actor_kind,
      coalesce(change_context('actor_id'), session_user::text) AS actor_id,
      coalesce(change_context('actor_name'), session_user::text) AS actor_name,
      change_context('action') AS action, change_context('note') AS note,
      change_context('request_id') AS request_id, change_context('import_id')::uuid AS import_id OFFSET 0) AS context
    ORDER BY feature COLLATE "C", scope_type COLLATE "C", scope_id COLLATE "C"
  )$sql$;
  body constant text := $sql$
    CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
    DECLARE
      changed bigint;
      items jsonb;
    BEGIN
      WITH changes AS MATERIALIZED (
        SELECT * FROM (%s) AS facts (feature, scope_type, scope_id, item, before, after)
        WHERE before IS DISTINCT FROM after
          -- An account that comes or goes without having been internal is the directory's business.
          AND NOT (coalesce(before, after) = '{"isInternal": false}' AND (before IS NULL OR after IS NULL))
      )%s
      SELECT (SELECT count(*) FROM changes), jsonb_agg(DISTINCT item) INTO changed, items
      FROM (SELECT item FROM changes LIMIT 50) AS sample;
      IF changed > 0 THEN
        PERFORM hint(CASE WHEN changed > 50 THEN '["*"]' ELSE items END);
      END IF;
      RETURN NULL;
    END $$ $sql$;
BEGIN
  FOR fact IN SELECT * FROM (VALUES
    ('api_keys', 'api_key', $$''$$, $$'api_key'$$, $$r.id::text$$, $$'keys'$$,
      $$jsonb_build_object('name', r.name, 'prefix', r.prefix, 'scopes', r.scopes, 'rateLimitPerS', r.rate_limit_per_s,
        'allowedOrigins', r.allowed_origins, 'expiresAt', r.expires_at, 'revoked', r.revoked_at IS NOT NULL)$$),
    ('console_users', 'console_user', $$''$$, $$'console_user'$$, $$r.id::text$$, $$'people'$$,
      $$jsonb_build_object('role', r.role, 'disabled', r.disabled_at IS NOT NULL)$$),
    ('settings', 'setting', $$''$$, $$'setting'$$, $$r.key$$, $$'settings'$$, $$jsonb_build_object('value', r.value)$$),
    ('features', 'feature', $$r.name$$, $$''$$, $$''$$, $$'rules'$$,
      $$jsonb_build_object('description', r.description, 'contexts', r.contexts, 'rolloutMode', r.rollout_mode,
        'archived', r.archived_at IS NOT NULL)$$),
    ('scoped_feature_exemptions', 'exemption', $$r.feature_name$$, $$'publisher'$$, $$r.publisher_id$$, $$'rules'$$,
      $$jsonb_build_object('effect', r.effect, 'note', r.note, 'expiresAt', r.expires_at)$$),
    ('scoped_feature_rollouts', 'rollout', $$r.feature_name$$, $$r.scope_type::text$$, $$coalesce(r.scope_id, '')$$, $$'rules'$$,
      $$jsonb_build_object('stage', r.stage)$$),
    ('scoped_feature_flag_states', 'scope', $$r.feature_name$$, $$CASE WHEN r.project_id IS NULL THEN 'section' ELSE 'project' END$$,
      $$coalesce(r.project_id, r.section_id)$$, $$coalesce('p:' || r.project_id, 's:' || r.section_id)$$,
      $$'{"optedIn": true}'::jsonb$$),
    ('projects', NULL, $$''$$, $$'project'$$, $$r.id$$, $$'p:' || r.id$$, $$jsonb_build_array(r.publisher_id)$$),
    ('sections', NULL, $$''$$, $$'section'$$, $$r.id$$, $$'s:' || r.id$$, $$jsonb_build_array(r.base_project_id, r.publisher_id)$$),
    ('authors', 'author', $$''$$, $$'author'$$, $$r.id$$, $$'a:' || r.id$$, $$jsonb_build_object('isInternal', r.is_internal)$$),
    ('users', 'user', $$''$$, $$'user'$$, $$r.id$$, $$'u:' || r.id$$, $$jsonb_build_object('isInternal', r.is_internal)$$)
  ) AS facts (table_name, kind, feature, scope_type, scope_id, item, described)
  LOOP
    place := format('%s AS feature, %s AS scope_type, %s AS scope_id, %s AS item', fact.feature, fact.scope_type, fact.scope_id, fact.item);
    FOREACH operation IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
      pairs := format(CASE operation
        WHEN 'INSERT' THEN 'SELECT %1$s, NULL::jsonb, %2$s FROM new_rows r'
        WHEN 'DELETE' THEN 'SELECT %1$s, %2$s, NULL::jsonb FROM old_rows r'
        ELSE 'SELECT feature, scope_type, scope_id, coalesce(n.item, o.item), o.facts, n.facts
          FROM (SELECT %1$s, %2$s AS facts FROM old_rows r) AS o
          FULL JOIN (SELECT %1$s, %2$s AS facts FROM new_rows r) AS n USING (feature, scope_type, scope_id)'
      END, place, fact.described);
      EXECUTE format(body, format('record_%s_%s', lower(operation), fact.table_name), pairs, CASE WHEN fact.kind IS NULL THEN '' ELSE format(entries, fact.kind) END);
      EXECUTE format('CREATE TRIGGER record_%1$s AFTER %1$s ON %2$I REFERENCING %3$s FOR EACH STATEMENT EXECUTE FUNCTION record_%1$s_%2$s()',
        lower(operation), fact.table_name, CASE operation WHEN 'INSERT' THEN 'NEW TABLE AS new_rows'
          WHEN 'DELETE' THEN 'OLD TABLE AS old_rows' ELSE 'OLD TABLE AS old_rows NEW TABLE AS new_rows' END);
    END LOOP;
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', fact.table_name);
    IF fact.table_name IN ('features', 'scoped_feature_rollouts', 'scoped_feature_exemptions', 'settings') THEN
      EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stamp_row()', fact.table_name);
    END IF;
    IF fact.table_name IN ('features', 'scoped_feature_rollouts', 'scoped_feature_exemptions', 'scoped_feature_flag_states', 'settings') THEN
      EXECUTE format('CREATE TRIGGER turn BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION take_turn()', fact.table_name);
    ELSIF fact.table_name IN ('authors', 'users') THEN
      EXECUTE format('CREATE TRIGGER turn BEFORE UPDATE OF is_internal ON %I FOR EACH STATEMENT EXECUTE FUNCTION take_turn()', fact.table_name);
    ELSIF fact.table_name = 'api_keys' THEN
      CREATE TRIGGER same_key BEFORE UPDATE ON api_keys FOR EACH ROW WHEN (OLD.hash <> NEW.hash) EXECUTE FUNCTION refuse_other_key();
    END IF;
  END LOOP;
END $do$;
