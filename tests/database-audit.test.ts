import { describe, expect } from 'vitest'
import { firstBroken } from './support/hash-chain'
import { rulesTest } from './support/rules'

const test = rulesTest()

describe('a change made in plain SQL', () => {
  test('is written down with what it was, what it is, and who', async ({ db }) => {
    await db.run(`UPDATE scoped_feature_rollouts SET stage = 'full' WHERE scope_type = 'project'`)
    await db.run(`INSERT INTO scoped_feature_flag_states (feature_name, section_id) VALUES ('f2', 's1')`)
    await db.run('DELETE FROM scoped_feature_exemptions')
    const [n, entries] = [await db.revision(), await db.entries()]
    const exemption = { effect: 'deny', note: 'contract', expiresAt: null }
    expect(entries.map(({ id, ...entry }) => entry)).toEqual([
      {
        revision: `${n - 2}`,
        action: 'rollout.changed',
        place: 'f1 project p1',
        before: { stage: 'five_percent' },
        after: { stage: 'full' },
      },
      { revision: `${n - 1}`, action: 'scope.added', place: 'f2 section s1', before: null, after: { optedIn: true } },
      { revision: `${n}`, action: 'exemption.removed', place: 'f1 publisher pub', before: exemption, after: null },
    ])
    const { rows } = await db.run(
      'SELECT DISTINCT actor_kind, actor_id, actor_name, note, request_id FROM audit_events',
    )
    const { rows: who } = await db.run('SELECT session_user AS name')
    const { name } = who[0]
    expect(rows).toEqual([{ actor_kind: 'outside', actor_id: name, actor_name: name, note: null, request_id: null }])
  })

  test('is written down as a verb describes it, for one transaction', async ({ db }) => {
    const importId = '0b9f7c1e-1111-4222-8333-444455556666'
    const set = Object.entries({ actor_kind: 'user', actor_id: '7', actor_name: 'Ada', action: 'rollout.promoted' })
      .concat(Object.entries({ note: 'go', request_id: 'r1', import_id: importId }))
      .map(([key, value]) => `SET LOCAL aviary.${key} = '${value}';`)
      .join('')
    await db.run(`BEGIN; ${set} UPDATE scoped_feature_rollouts SET stage = 'full' WHERE scope_id IS NULL; COMMIT`)
    await db.run(`UPDATE scoped_feature_rollouts SET stage = 'off' WHERE scope_id IS NULL`)
    const { rows } = await db.run(
      'SELECT actor_kind, actor_id, actor_name, action, note, request_id, import_id FROM audit_events ORDER BY id DESC LIMIT 2',
    )
    expect(rows[1]).toEqual({
      actor_kind: 'user',
      actor_id: '7',
      actor_name: 'Ada',
      action: 'rollout.promoted',
      note: 'go',
      request_id: 'r1',
      import_id: importId,
    })
    expect(rows[0]).toMatchObject({ actor_kind: 'outside', action: 'rollout.changed', note: null, import_id: null })
    const { rows: rollout } = await db.run(
      'SELECT updated_by_kind, updated_by_id FROM scoped_feature_rollouts WHERE scope_id IS NULL',
    )
    expect(rollout[0]).toMatchObject({ updated_by_kind: 'outside' })
  })

  test('that moves a rollout is one removed and one added', async ({ db }) => {
    await db.run(`UPDATE scoped_feature_rollouts SET project_id = 'p2' WHERE project_id = 'p1'`)
    await db.run(
      `UPDATE scoped_feature_rollouts SET scope_type = 'section', project_id = NULL, section_id = 's1' WHERE project_id = 'p2'`,
    )
    const stage = { stage: 'five_percent' }
    expect((await db.entries()).map(({ action, place, before, after }) => [action, place, before, after])).toEqual([
      ['rollout.removed', 'f1 project p1', stage, null],
      ['rollout.added', 'f1 project p2', null, stage],
      ['rollout.removed', 'f1 project p2', stage, null],
      ['rollout.added', 'f1 section s1', null, stage],
    ])
  })

  test('that changes nothing leaves no trace at all', async ({ db }) => {
    const before = await db.run('SELECT f.*, r.version, r.updated_at FROM features f, scoped_feature_rollouts r')
    const n = await db.revision()
    await db.run('UPDATE scoped_feature_rollouts SET stage = stage, version = 99, updated_by_id = null')
    await db.run('UPDATE features SET description = description, version = 99')
    await db.run(
      'UPDATE scoped_feature_exemptions SET note = note; UPDATE scoped_feature_flag_states SET project_id = project_id',
    )
    await db.run('UPDATE users SET is_internal = is_internal; DELETE FROM settings; UPDATE api_keys SET name = name')
    const after = await db.run('SELECT f.*, r.version, r.updated_at FROM features f, scoped_feature_rollouts r')
    expect(after.rows).toEqual(before.rows)
    expect([await db.revision(), await db.entries()]).toEqual([n, []])
  })

  test('does not happen where its entry can not be written', async ({ db }) => {
    const n = await db.revision()
    await db.run('ALTER TABLE audit_events ADD CONSTRAINT refusing CHECK (false) NOT VALID')
    for (const change of [
      `UPDATE scoped_feature_rollouts SET stage = 'full'`,
      'DELETE FROM scoped_feature_flag_states',
      `INSERT INTO features (name, description, contexts) VALUES ('f3', 'Third', 'both')`,
      `UPDATE users SET is_internal = true WHERE id = 'u1'`,
    ]) {
      expect(await db.refusal(change)).toBe('23514')
    }
    await db.run('ALTER TABLE audit_events DROP CONSTRAINT refusing')
    const { rows } = await db.run(`SELECT (SELECT count(*)::int FROM features) AS features,
      (SELECT count(*)::int FROM scoped_feature_flag_states) AS scopes, (SELECT is_internal FROM users WHERE id = 'u1'),
      (SELECT count(*)::int FROM scoped_feature_rollouts WHERE stage = 'full') AS full`)
    expect(rows).toEqual([{ features: 2, scopes: 1, is_internal: false, full: 0 }])
    expect([await db.revision(), await db.entries()]).toEqual([n, []])
  })

  test('is recorded whatever the session has set, and always in the same words', async ({ db }) => {
    await db.run(`CREATE SCHEMA elsewhere; SET search_path = elsewhere, pg_temp, public`)
    for (const set of ['TimeZone = "Asia/Tokyo"', `DateStyle = 'German, DMY'`, `IntervalStyle = 'sql_standard'`])
      await db.run(`SET ${set}`)
    await db.run(
      `SET bytea_output = 'escape'; SET standard_conforming_strings = off; SET extra_float_digits = 0; SET default_transaction_isolation = 'serializable'`,
    )
    await db.run(
      `UPDATE scoped_feature_exemptions SET expires_at = '2026-07-01T09:00:00+09:00', note = 'a "quote" \\\\ é 🐤'`,
    )
    await db.run(`UPDATE public.scoped_feature_rollouts SET stage = 'full' WHERE scope_id IS NULL`)
    const [tokyo, here] = [await firstBroken(db), await db.connect()]
    expect([tokyo, await firstBroken({ ...db, run: (sql) => here.query(sql) })]).toEqual([null, null])
    const after = { effect: 'deny', note: 'a "quote" \\ é 🐤', expiresAt: '2026-07-01T00:00:00+00:00' }
    expect((await here.query('SELECT after FROM audit_events ORDER BY id DESC OFFSET 1 LIMIT 1')).rows).toEqual([
      { after },
    ])
  })

  test('reaches the trail even where a temporary table has its name', async ({ db }) => {
    const n = await db.revision()
    await db.run(
      'CREATE TEMP TABLE audit_events (LIKE public.audit_events); CREATE TEMP TABLE state_revision AS SELECT * FROM public.state_revision',
    )
    await db.run(`UPDATE scoped_feature_rollouts SET stage = 'full'`)
    const { rows } = await db.run(`SELECT (SELECT n FROM public.state_revision)::int AS n,
      (SELECT count(*)::int FROM public.audit_events WHERE after = '{"stage": "full"}') AS entries`)
    expect(rows).toEqual([{ n: n + 1, entries: 2 }])
  })
})

describe('what is no fact', () => {
  test('is neither audited nor announced', async ({ db }) => {
    const [n, listener] = [await db.revision(), await db.listen()]
    await db.run(
      `UPDATE projects SET title = 'Alchemy'; UPDATE sections SET title = 'Loose ends'; UPDATE publishers SET name = 'P'`,
    )
    await db.run(`INSERT INTO users (id, name) SELECT 'n' || i, 'New' FROM generate_series(1, 60) i`)
    await db.run(
      `UPDATE users SET name = 'Renamed', email = NULL; UPDATE users SET id = 'm1' WHERE id = 'n1'; DELETE FROM users WHERE NOT is_internal`,
    )
    await db.run(`INSERT INTO publishers VALUES ('pub3', 'New'); DELETE FROM publishers WHERE id = 'pub3'`)
    expect([await db.revision(), await db.entries(), await listener.heard(0)]).toEqual([n, [], []])
  })

  test('of a project or section are not its parents: those are announced, though not audited', async ({ db }) => {
    const [n, listener] = [await db.revision(), await db.listen()]
    await db.run(`UPDATE projects SET publisher_id = 'pub2' WHERE id = 'p1'`)
    await db.run(`INSERT INTO sections VALUES ('s3', 'Third', 'p1', NULL)`)
    await db.run(`UPDATE sections SET base_project_id = 'p2', publisher_id = 'pub' WHERE id IN ('s2', 's3')`)
    await db.run(`DELETE FROM sections WHERE id = 's3'`)
    const heard = await listener.heard(4)
    expect(heard.map(({ n, hint }) => [n, hint])).toEqual([
      [n + 1, ['p:p1']],
      [n + 2, ['s:s3']],
      [n + 3, ['s:s2', 's:s3']],
      [n + 4, ['s:s3']],
    ])
    expect(await db.entries()).toEqual([])
  })

  test('is when a key was used', async ({ db }) => {
    await db.run(`INSERT INTO api_keys (name, prefix, hash, scopes) VALUES ('k', 'av_1', 'hash', '{decide}')`)
    const [n, count] = [await db.revision(), (await db.entries()).length]
    await db.run('UPDATE api_keys SET last_used_at = now()')
    expect([await db.revision(), (await db.entries()).length]).toEqual([n, count])
  })
})

describe('the trail of', () => {
  test('accounts tells who became internal or ceased to be', async ({ db }) => {
    const listener = await db.listen()
    await db.run(`UPDATE users SET is_internal = NOT is_internal; UPDATE authors SET is_internal = true`)
    await db.run(
      `INSERT INTO authors (id, name, is_internal) VALUES ('a2', 'New', true); DELETE FROM users WHERE id = 'u1'`,
    )
    const [yes, no] = [{ isInternal: true }, { isInternal: false }]
    expect((await db.entries()).map(({ action, place, before, after }) => [action, place, before, after])).toEqual([
      ['user.changed', 'user u1', no, yes],
      ['user.changed', 'user u2', yes, no],
      ['author.changed', 'author a1', no, yes],
      ['author.added', 'author a2', null, yes],
      ['user.removed', 'user u1', yes, null],
    ])
    expect((await listener.heard(2)).map(({ hint }) => hint)).toEqual([
      ['u:u1', 'u:u2', 'a:a1'],
      ['a:a2', 'u:u1'],
    ])
  })

  test('features tells what they are, and that they are archived', async ({ db }) => {
    await db.run(`UPDATE features SET archived_at = now(), rollout_mode = 'canary' WHERE name = 'f2'`)
    const before = { description: 'Second', contexts: 'both', rolloutMode: 'scoped_only', archived: false }
    expect(await db.entries()).toMatchObject([
      { action: 'feature.changed', place: 'f2', before, after: { ...before, rolloutMode: 'canary', archived: true } },
    ])
  })

  test('settings, people and keys shows no hash, password or e-mail address', async ({ db }) => {
    const listener = await db.listen()
    await db.run(
      `INSERT INTO settings (key, value) VALUES ('support_may_toggle', 'true'); UPDATE settings SET value = 'false'`,
    )
    await db.run(
      `INSERT INTO console_users (email, name, role, password_hash) VALUES ('secret@example.edu', 'S', 'support', 'secret-argon')`,
    )
    await db.run(
      `UPDATE console_users SET role = 'system_admin', disabled_at = now(), email = 'secret2@example.edu', password_hash = 'secret-new'`,
    )
    await db.run(
      `INSERT INTO api_keys (name, prefix, hash, scopes, rate_limit_per_s) VALUES ('k', 'av_1', 'secret-hash', '{decide}', 5)`,
    )
    await db.run('UPDATE api_keys SET revoked_at = now(); DELETE FROM api_keys')
    const [entries, { rows }] = [
      await db.entries(),
      await db.run('SELECT to_jsonb(e)::text AS text FROM audit_events e'),
    ]
    expect(entries.map(({ action }) => action)).toEqual([
      'setting.added',
      'setting.changed',
      'console_user.added',
      'console_user.changed',
      'api_key.added',
      'api_key.changed',
      'api_key.removed',
    ])
    expect(entries[1]).toMatchObject({
      place: 'setting support_may_toggle',
      before: { value: true },
      after: { value: false },
    })
    expect(entries[3]).toMatchObject({
      before: { role: 'support', disabled: false },
      after: { role: 'system_admin', disabled: true },
    })
    expect(entries[5]?.after).toEqual({
      name: 'k',
      prefix: 'av_1',
      scopes: ['decide'],
      rateLimitPerS: 5,
      allowedOrigins: [],
      expiresAt: null,
      revoked: true,
    })
    expect(rows.filter(({ text }) => /secret/.test(text))).toEqual([])
    expect((await listener.heard(5)).map(({ hint }) => hint)).toEqual([
      ['settings'],
      ['people'],
      ['people'],
      ['keys'],
      ['keys'],
    ])
  })
})

describe('the hash chain', () => {
  test('verifies over every entry, however many a statement or transaction wrote', async ({ db }) => {
    await db.run(`INSERT INTO projects SELECT 'q' || i, 'Many' FROM generate_series(1, 300) i`)
    await db.run(
      `INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT 'f2', 'q' || i FROM generate_series(1, 300) i`,
    )
    await db.run(`BEGIN; UPDATE features SET description = 'ü"\\'; DELETE FROM scoped_feature_flag_states; SAVEPOINT a;
      UPDATE scoped_feature_rollouts SET stage = 'full'; ROLLBACK TO a; UPDATE scoped_feature_rollouts SET stage = 'internal_only'; COMMIT`)
    expect(await db.entries()).toHaveLength(300 + 2 + 301 + 2)
    expect(await firstBroken(db)).toBeNull()
  })

  test('breaks at a row that somebody with all powers tampered with', async ({ db }) => {
    await db.run(`UPDATE scoped_feature_rollouts SET stage = 'full'`)
    await db.run('ALTER TABLE audit_events DISABLE TRIGGER USER')
    for (const [column, value] of [
      ['after', '{"stage": "off"}'],
      ['actor_name', 'someone'],
      ['occurred_at', '2020-01-01'],
      ['hash', '0'],
    ]) {
      await db.run(`BEGIN; UPDATE audit_events SET ${column} = '${value}' WHERE id = 3`)
      expect(await firstBroken(db), column).toBe('3')
      await db.run('ROLLBACK')
    }
    await db.run('BEGIN; DELETE FROM audit_events WHERE id = 3')
    expect(await firstBroken(db), 'removed').toBe('4')
    await db.run('ROLLBACK')
    expect(await firstBroken(db)).toBeNull()
  })

  test('takes in an entry that somebody writes by hand, under its own number, time, revision and hash', async ({
    db,
  }) => {
    const n = await db.revision()
    const { rows } = await db.run(`INSERT INTO audit_events VALUES
      (7, '2001-01-01', 0, 'outside', 'x', 'x', 'other', NULL, NULL, NULL, NULL, NULL, 'by hand', NULL, NULL, 'no', 'no'),
      (7, '2001-01-01', 0, 'outside', 'x', 'x', 'other', NULL, NULL, NULL, NULL, NULL, 'again', NULL, NULL, 'no', 'no')
      RETURNING revision::int, occurred_at > now() - interval '1 minute' AS is_now`)
    expect(rows).toEqual([
      { revision: n + 1, is_now: true },
      { revision: n + 1, is_now: true },
    ])
    expect(await firstBroken(db)).toBeNull()
  })

  test('is not led astray by a session that claims to know its end', async ({ db }) => {
    const { rows } = await db.run('SELECT pg_current_xact_id()::text AS xact')
    await db.run(
      `BEGIN; SET aviary.audit_head = '${Number(rows[0].xact) + 1}:1:77:f00'; UPDATE features SET description = 'x'; COMMIT`,
    )
    await db.run(`SET aviary.audit_head = '77:1:f00'; UPDATE features SET description = 'y'`)
    await db.run(`UPDATE features SET description = 'z'`)
    expect(await firstBroken(db)).toBeNull()
  })
})
