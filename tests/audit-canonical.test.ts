import { expect, test } from 'vitest'
import { type ChainedEntry, canonicalEntry, entryHash, GENESIS } from '@/lib/audit/canonical-entry'
import { entriesAfter } from '@/lib/audit/chained-rows'
import golden from '@/lib/audit/golden-trail.json'
import { canonicalText, hashAfter } from './support/canonical-trail'
import { rulesTest } from './support/rules'

const databaseTest = rulesTest()

const INSERT = `INSERT INTO audit_events SELECT (e ->> 'id')::bigint, (e ->> 'occurredAt')::timestamptz, (e ->> 'revision')::bigint,
  e ->> 'actorKind', e ->> 'actorId', e ->> 'actorName', e ->> 'action', e ->> 'feature', e ->> 'scopeType', e ->> 'scopeId',
  nullif(e -> 'before', 'null'), nullif(e -> 'after', 'null'), e ->> 'note', e ->> 'requestId', (e ->> 'importId')::uuid,
  e ->> 'prevHash', e ->> 'hash' FROM jsonb_array_elements($1::jsonb) AS e`

test('the golden trail follows from the documented form, entry by entry', () => {
  let previous = GENESIS
  for (const entry of golden) {
    expect(canonicalText(entry)).toBe(entry.canonical)
    expect([entry.prevHash, entry.hash]).toEqual([previous, hashAfter(previous, entry)])
    previous = entry.hash
  }
  expect(golden).toHaveLength(6)
})

databaseTest('the golden trail is the same to the database and to what verifies it', async ({ db }) => {
  await db.run('ALTER TABLE audit_events DISABLE TRIGGER USER; DELETE FROM audit_events')
  await db.run(INSERT, [JSON.stringify(golden)])
  const { rows } = await db.run('SELECT audit_canonical(e) AS said FROM audit_events e ORDER BY id')
  expect(rows.map(({ said }) => said)).toEqual(golden.map(({ canonical }) => canonical))
  const entries = await entriesAfter(db.client, 0, 100)
  expect(entries.map(canonicalEntry)).toEqual(golden.map(({ canonical }) => canonical))
  expect(entries.map((entry) => entryHash(entry, entry.prevHash))).toEqual(golden.map(({ hash }) => hash))
})

databaseTest('what the database writes has the hash that the documented form gives', async ({ db }) => {
  await db.run(`SET timezone = 'Asia/Tokyo'`)
  await db.run(
    `UPDATE scoped_feature_exemptions SET note = E'a\\t"quote"\\b\\f\\r\\n\\\\ é 🐤 \\x7f', expires_at = '2026-07-01'`,
  )
  await db.run(`INSERT INTO settings (key, value) VALUES ('s', '{"b": [1, true, null], "aa": {"z": "x", "é": 0.5}}')`)
  const { rows } =
    await db.run(`SELECT id::int, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt",
    revision::int, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action, feature_name AS feature,
    scope_type AS "scopeType", scope_id AS "scopeId", before, after, note, request_id AS "requestId", import_id AS "importId",
    prev_hash, hash FROM audit_events ORDER BY id`)
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows) expect(hashAfter(row.prev_hash, row), row.action).toBe(row.hash)
})

test('every field of an entry is in its hash', () => {
  const [, , entry] = golden
  if (entry === undefined) throw new Error('The golden trail is empty.')
  const asRead: ChainedEntry = {
    ...entry,
    id: '3',
    revision: '3',
    featureName: entry.feature,
    before: null,
    after: '{}',
  }
  const { prevHash, hash: _own, ...hashed } = asRead
  const fields = ['id', 'occurredAt', 'revision', 'actorKind', 'actorId', 'actorName', 'action', 'featureName'] as const
  const rest = ['scopeType', 'scopeId', 'before', 'after', 'note', 'requestId', 'importId'] as const
  for (const field of [...fields, ...rest]) {
    expect(hashed).toHaveProperty(field)
    expect(entryHash({ ...asRead, [field]: '7' }, prevHash), field).not.toBe(entryHash(asRead, prevHash))
  }
  expect(entryHash(asRead, GENESIS)).not.toBe(entryHash(asRead, prevHash))
})
