import pg from 'pg'
import { conditionOf } from '@/lib/queries/audit/filters'
import { entriesBelow } from '@/lib/queries/audit/list-audit'
import { listAuditTerms } from '@/lib/queries/audit/list-terms'
import { replayTrail } from '@/lib/queries/audit/replay'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'

const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const IMPORT = '0b9f7c1e-1111-4222-8333-444455556666'
const DAY_MS = 86_400_000

// A million entries over two years: 1,000 features, 40 people, one import of a fifth of them; hashed as the database does.
const FILL = `
  INSERT INTO audit_events (id, occurred_at, revision, actor_kind, actor_id, actor_name, action, feature_name, scope_type,
    scope_id, before, after, note, request_id, import_id, prev_hash, hash)
  SELECT i, now() - interval '730 days' * (1 - i / ${ENTRIES}.0), i, CASE i % 10 WHEN 0 THEN 'api_key' ELSE 'console_user' END,
    'person-' || i % 40, 'Person ' || i % 40, (ARRAY['rollout.changed', 'scope.added', 'exemption.changed', 'user.changed'])[1 + i % 4],
    'feature_' || i % 1000, (ARRAY['global', 'section', 'publisher', 'user'])[1 + i % 4],
    CASE i % 4 WHEN 0 THEN NULL ELSE (i % 50000)::text END, '{"stage": "off"}', '{"stage": "internal_only"}', 'A note of some length',
    'req-' || i, CASE WHEN i BETWEEN ${ENTRIES * 0.3 + 1} AND ${ENTRIES * 0.5} THEN '${IMPORT}'::uuid END, '', '' FROM generate_series(1, ${ENTRIES}) i`

const CHAIN = `DO $$
  DECLARE e audit_events; previous text := repeat('0', 64);
  BEGIN
    FOR e IN SELECT * FROM audit_events ORDER BY id LOOP
      UPDATE audit_events SET prev_hash = previous,
        hash = encode(sha256(convert_to(previous || E'\\n' || audit_canonical(e), 'UTF8')), 'hex')
        WHERE id = e.id RETURNING hash INTO previous;
    END LOOP;
  END $$`

const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()

const QUESTIONS = {
  newest: {},
  feature: { feature: 'feature_7' },
  person: { actorKind: 'api_key', actorId: 'person-10' },
  'person who is nobody': { actorKind: 'api_key', actorId: 'nobody' },
  action: { action: 'exemption.changed' },
  'action that never was': { action: 'setting.changed' },
  place: { scopeType: 'section', scopeId: '25' },
  everywhere: { scopeType: 'global' },
  'kind of place': { scopeType: 'publisher' },
  'a day a year ago': { from: ago(366), to: ago(365) },
  'all until a year ago': { to: ago(365) },
  'feature, until a year ago': { feature: 'feature_7', to: ago(365) },
  'person and action, a month': {
    actorKind: 'api_key',
    actorId: 'person-10',
    action: 'exemption.changed',
    from: ago(60),
    to: ago(30),
  },
  'feature and person': { feature: 'feature_10', actorKind: 'api_key', actorId: 'person-10' },
  'feature and place': { feature: 'feature_25', scopeType: 'section', scopeId: '25' },
  import: { importId: IMPORT },
} as const

async function timed(work: () => Promise<unknown>, rounds = 20): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAtMs = performance.now()
    await work()
    times.push(performance.now() - startedAtMs)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms, worst ${at(1)} ms`
}

async function plan(pool: pg.Pool, filters: object): Promise<string> {
  const { sql, values } = await conditionOf(pool, filters)
  const text = `EXPLAIN (COSTS OFF) SELECT * FROM audit_events WHERE ${sql} ORDER BY audit_events.id DESC LIMIT 51`
  const { rows } = await pool.query(text, [...values])
  return rows
    .map((row) => row['QUERY PLAN'].trim())
    .filter((line) => /Scan|Sort/.test(line))
    .join(' | ')
}

async function fill(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('SELECT count(*)::int AS entries FROM audit_events')
  if (rows[0].entries >= ENTRIES) return
  if (rows[0].entries > 0) throw new Error('The trail is not empty: this measures on a database of its own.')
  const client = await pool.connect()
  await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`)
  for (const sql of [FILL, CHAIN, 'VACUUM ANALYZE audit_events']) await client.query(sql)
  client.release(true)
}

/** Fills an empty, migrated database with a million entries, and measures what people ask of the trail. */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: await commandDatabaseUrl() })
  await fill(pool)
  for (const [name, filters] of Object.entries(QUESTIONS)) {
    const ask = async () => entriesBelow(pool, await conditionOf(pool, filters), null, 51)
    console.log(`${name}: ${(await ask()).length} entries, ${await timed(ask)}; ${await plan(pool, filters)}`)
  }
  const context = { pool, principal: operator() }
  console.log(`terms: ${await timed(() => listAuditTerms(context))}`)
  console.log(`replay: ${await timed(() => replayTrail(pool), 1)}`)
  const startedAtMs = performance.now()
  const { entries, break: broken } = await verifyAudit(context, {})
  const heapMb = process.memoryUsage().heapUsed / 1e6
  console.log(
    `verify: ${entries} entries in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s, heap ${heapMb.toFixed(0)} MB, ${broken?.message ?? 'whole'}`,
  )
  await pool.end()
}

runCommand(main)
