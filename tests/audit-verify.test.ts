import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { changeRole } from '@/lib/changes/change-role'
import { endSessions } from '@/lib/changes/end-sessions'
import { invitePerson } from '@/lib/changes/invite-person'
import { setStage } from '@/lib/changes/set-stage'
import { findHead } from '@/lib/queries/audit/entry-rows'
import { verifyAudit } from '@/lib/queries/audit/verify-audit'
import { GLOBAL } from '@/lib/queries/places'
import { serveApi } from './support/api'
import { runScript } from './support/command'
import { type Aviary, migratedDatabases } from './support/import'
import { EXAMPLE } from './support/import-example'
import { DECIDE_KEY, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { fresh, shared } = migratedDatabases()
const verify = (aviary: Aviary, options = {}) => verifyAudit({ pool: aviary.pool, principal: SUPPORT }, options)

/** A trail of nine facts and the import that brought them, then two stages. */
async function trail(): Promise<Aviary> {
  const aviary = await fresh()
  await aviary.load(EXAMPLE, { reason: 'moving over' })
  await aviary.rows(`UPDATE scoped_feature_rollouts SET stage = 'fifty_percent'`)
  await aviary.rows(`UPDATE scoped_feature_rollouts SET stage = 'full'`)
  return aviary
}

/** Does something to a trail that only a superuser can, in a session of its own. */
async function tamper(aviary: Aviary, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: aviary.url })
  await client.connect()
  for (const sql of ['SET session_replication_role = replica', ...statements]) await client.query(sql)
  await client.end()
}

/** Hashes the trail anew from entry `id` on, as who knows the rule would to hide what he did. */
const rehashFrom = (id: number) => `DO $$
  DECLARE e audit_events; previous text;
  BEGIN
    SELECT coalesce(max(hash), repeat('0', 64)) INTO previous FROM audit_events WHERE audit_events.id = ${id} - 1;
    FOR e IN SELECT * FROM audit_events WHERE audit_events.id >= ${id} ORDER BY audit_events.id LOOP
      UPDATE audit_events SET prev_hash = previous,
        hash = encode(sha256(convert_to(previous || E'\\n' || audit_canonical(e), 'UTF8')), 'hex')
        WHERE audit_events.id = e.id RETURNING hash INTO previous;
    END LOOP;
  END $$`

describe('a trail that nobody has touched', () => {
  test('is whole, and gives the present state', async () => {
    const aviary = await trail()
    const head = await findHead(aviary.pool)
    expect(await verify(aviary, { head })).toEqual({
      isWhole: true,
      entries: head?.id,
      head,
      break: null,
      replay: { outcome: 'equal', message: expect.stringContaining('present state'), differences: [] },
    })
  })

  test('gives the present state past entries that change no fact: a link made, a sign-out everywhere', async () => {
    const aviary = await fresh()
    const context = { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'people' }
    const { value } = await invitePerson(context, { email: 'ada@example.edu', role: 'support' })
    await changeRole(context, { id: value.person.id, role: 'system_admin' })
    await endSessions(context, { id: value.person.id })
    expect(await verify(aviary)).toMatchObject({ isWhole: true, entries: 4, replay: { outcome: 'equal' } })
  })

  test('is whole while it is empty', async () => {
    expect(await verify(await fresh())).toMatchObject({ isWhole: true, entries: 0, head: null })
  })

  test('is whole and in commit order after fifty writers at once', async () => {
    const aviary = await fresh()
    const names = Array.from({ length: 20 }, (_, at) => `f${at}`)
    const features = names.map((name) => ({
      name,
      description: 'A feature',
      contexts: ['both' as const],
      rolloutMode: 'canary' as const,
    }))
    await aviary.load({ features })
    const context = { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'race' }
    const attempts = Array.from({ length: 50 }, (_, at) =>
      setStage(context, { feature: `f${at % 20}`, place: GLOBAL }, { stage: 'internal_only' }),
    )
    const outcomes = await Promise.allSettled(attempts)
    const applied = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const written = await aviary.rows(`SELECT revision FROM audit_events WHERE action = 'rollout.added' ORDER BY id`)
    const revisions = written.map(({ revision }) => Number(revision))
    expect(revisions).toEqual(applied.map(({ revision }) => revision).sort((a, b) => a - b))
    expect(revisions.map((revision, at) => revision - at)).toEqual(revisions.map(() => revisions[0]))
    expect(await verify(aviary)).toMatchObject({ isWhole: true, replay: { outcome: 'equal' } })
  })
})

describe('a trail is broken, and said to be so at its first broken entry, where a superuser', () => {
  test.each([
    ['changes what an entry says', [`UPDATE audit_events SET after = '{"stage": "off"}' WHERE id = 3`], 'hash', 3],
    ['changes who did it', [`UPDATE audit_events SET actor_name = 'someone' WHERE id = 3`], 'hash', 3],
    [
      'changes when',
      [`UPDATE audit_events SET occurred_at = occurred_at - interval '1 second' WHERE id = 3`],
      'hash',
      3,
    ],
    ['writes another hash', [`UPDATE audit_events SET hash = repeat('a', 64) WHERE id = 3`], 'hash', 3],
    ['takes an entry out', ['DELETE FROM audit_events WHERE id = 3'], 'gap', 4],
    ['takes the first out', ['DELETE FROM audit_events WHERE id <= 2'], 'gap', 3],
    [
      'takes one out and closes the gap',
      ['DELETE FROM audit_events WHERE id = 3', 'UPDATE audit_events SET id = id - 1 WHERE id > 3'],
      'link',
      3,
    ],
    [
      'changes an entry and hashes it anew',
      [`UPDATE audit_events SET note = 'nothing' WHERE id = 3`, `${rehashFrom(3)}`, 'SELECT 1'],
      null,
      0,
    ],
    [
      'swaps two and hashes all anew',
      ['UPDATE audit_events SET revision = 0 WHERE id = (SELECT max(id) FROM audit_events)', rehashFrom(1)],
      'order',
      'last',
    ],
  ] as const)('%s', async (_what, statements, kind, entryId) => {
    const aviary = await trail()
    const head = await findHead(aviary.pool)
    await tamper(aviary, ...statements)
    const last = head?.id ?? 0
    const expected = kind === null ? null : { kind, entryId: entryId === 'last' ? last : entryId }
    const report = await verify(aviary)
    expect(report.break === null ? null : { kind: report.break.kind, entryId: report.break.entryId }).toEqual(expected)
    expect(report.isWhole).toBe(expected === null)
    // What was written anew from end to end shows against a head that was logged.
    expect(await verify(aviary, { head })).toMatchObject({ isWhole: false })
  })

  test('cuts off its tail: seen by a head that was logged before, and by the present state', async () => {
    const aviary = await trail()
    const head = await findHead(aviary.pool)
    await tamper(aviary, `DELETE FROM audit_events WHERE id = ${head?.id}`)
    expect(await verify(aviary, { head })).toMatchObject({ isWhole: false, break: { kind: 'head', entryId: head?.id } })
    const alone = await verify(aviary)
    expect(alone).toMatchObject({ isWhole: false, break: null, replay: { outcome: 'differs' } })
    expect(alone.replay.differences).toEqual([
      {
        fact: 'rollout x global',
        entryId: (head?.id ?? 0) - 1,
        told: { stage: 'fifty_percent' },
        present: { stage: 'full' },
      },
    ])
  })

  test('changes a fact past the triggers', async () => {
    const aviary = await trail()
    await tamper(aviary, 'UPDATE users SET is_internal = true', 'DELETE FROM scoped_feature_exemptions')
    const { isWhole, break: broken, replay } = await verify(aviary)
    expect([isWhole, broken, replay.outcome]).toEqual([false, null, 'differs'])
    expect(replay.differences.map(({ fact, present }) => [fact, present])).toEqual([['exemption x publisher 3', null]])
  })
})

test('a trail that began on a populated database says what it can not prove', async () => {
  const aviary = await fresh()
  await tamper(
    aviary,
    `INSERT INTO features (name, description, contexts, version) VALUES ('old', 'Before', 'both', 1)`,
  )
  await aviary.rows(`INSERT INTO features (name, description, contexts) VALUES ('new', 'After', 'both')`)
  const { isWhole, replay } = await verify(aviary)
  expect([isWhole, replay.outcome]).toEqual([true, 'unprovable'])
  expect(replay.differences).toMatchObject([{ fact: 'feature old', entryId: null, told: null }])
})

test('an app may not ask', async () => {
  const aviary = await fresh()
  await expect(verifyAudit({ pool: aviary.pool, principal: DECIDE_KEY }, {})).rejects.toMatchObject({
    code: 'forbidden',
  })
})

describe('over HTTP and as a command', () => {
  const aviary = shared((opened) => opened.load(EXAMPLE, { reason: 'moving over' }))
  const api = serveApi(aviary)

  test('verification answers JSON, or tells its progress as events', async () => {
    const report = await api().ask('GET', '/api/v1/audit/verify')
    expect(report).toMatchObject({ status: 200, body: { isWhole: true, break: null } })
    const events = await api().ask('GET', '/api/v1/audit/verify', { headers: { Accept: 'text/event-stream' } })
    const { entries } = report.body
    expect(events.headers.get('content-type')).toBe('text/event-stream')
    expect(events.body).toContain(`event: progress\ndata: {"checked":${entries},"total":${entries}}\n\n`)
    expect(JSON.parse(events.body.split('event: report\ndata: ')[1])).toEqual(report.body)
    const forged = await api().ask('GET', `/api/v1/audit/verify?head=${entries}:${'ab'.repeat(32)}`)
    expect(forged).toMatchObject({ status: 200, body: { isWhole: false, break: { kind: 'head', entryId: entries } } })
    expect(await api().ask('GET', '/api/v1/audit/verify?head=7')).toMatchObject({ status: 400 })
    expect(await api().ask('GET', '/api/v1/audit/verify', { key: api().decideKey })).toMatchObject({ status: 403 })
  })

  test('npm run audit:verify says the head, and fails where the trail is broken', async () => {
    const head = await findHead(aviary().pool)
    const environment = { DATABASE_URL: aviary().url }
    const good = await runScript('scripts/audit-verify.ts', ['--head', `${head?.id}:${head?.hash}`], environment)
    expect(good).toMatchObject({ status: 0, stdout: expect.stringContaining(`${head?.id}:${head?.hash}`) })
    const cut = await runScript('scripts/audit-verify.ts', ['--head', `999:${head?.hash}`], environment)
    expect(cut).toMatchObject({ status: 1, stdout: expect.stringContaining('its tail is cut off') })
    const misused = await runScript('scripts/audit-verify.ts', ['--head', 'x'], environment)
    expect(misused).toMatchObject({ status: 2, stderr: expect.stringContaining('Use: npm run audit:verify') })
  })
})
