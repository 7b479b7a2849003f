import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { StateDocument } from '@/lib/contracts/state-document'
import { type Aviary, migratedDatabases } from './support/import'

const { fresh } = migratedDatabases()

const feature = (name: string) => ({
  name,
  description: 'd',
  contexts: ['both' as const],
  rolloutMode: 'canary' as const,
})
type Stage = NonNullable<StateDocument['rollouts']>[number]['stage']
const global = (name: string, stage: Stage) => ({
  rollouts: [{ feature: name, scopeType: 'global' as const, scopeId: null, stage }],
})

async function stocked(): Promise<Aviary> {
  const aviary = await fresh()
  await aviary.load({
    users: [
      { id: '1', name: 'U' },
      { id: '2', name: 'U', isInternal: true },
    ],
    features: [feature('x'), feature('y')],
    ...global('x', 'internal_only'),
  })
  return aviary
}

/** Another writer, who holds the writers' lock until he commits. */
async function otherWriter(aviary: Aviary): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: aviary.url })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('BEGIN')
  await client.query('SELECT next_revision()')
  return client
}

/** Until the import under way has judged all, and waits for the other writer. */
async function untilWaiting(aviary: Aviary): Promise<void> {
  const waiting = `SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()`
  await expect.poll(async () => (await aviary.rows(waiting))[0]?.count, { timeout: 20_000 }).toBe(1)
}

const stageOf = async (aviary: Aviary, name: string) =>
  (await aviary.rows('SELECT stage FROM scoped_feature_rollouts WHERE feature_name = $1', [name]))[0]?.stage

describe('a second import', () => {
  test('is told that one is running, dry or not, and may follow it', async () => {
    const aviary = await stocked()
    const writer = await otherWriter(aviary)
    const first = aviary.load({ users: [{ id: '3', name: 'U', isInternal: true }] })
    await untilWaiting(aviary)
    for (const dryRun of [true, false]) {
      expect(await aviary.refuse({ users: [{ id: '4', name: 'U' }] }, { dryRun })).toMatchObject({ code: 'busy' })
    }
    await writer.query('COMMIT')
    expect((await first).created.names).toEqual(['user 3'])
    expect((await aviary.load({ users: [{ id: '4', name: 'U' }] })).created.names).toEqual(['user 4'])
  })
})

describe('a change between the judgment of an import and its writing', () => {
  test('is not undone: a turn-off stands, and the import is refused by the ladder', async () => {
    const aviary = await stocked()
    const writer = await otherWriter(aviary)
    await writer.query(`UPDATE scoped_feature_rollouts SET stage = 'off' WHERE feature_name = 'x'`)
    const refused = aviary.refuse({ ...global('x', 'five_percent'), users: [{ id: '9', name: 'New' }] })
    await untilWaiting(aviary)
    await writer.query('COMMIT')
    expect(await refused).toMatchObject({
      code: 'import_refused',
      faults: [{ path: 'rollouts[0].stage', code: 'stage_skipped' }],
    })
    expect(await stageOf(aviary, 'x')).toBe('off')
    expect(await aviary.rows(`SELECT FROM users WHERE id = '9'`)).toEqual([])
  })

  test('is no hindrance where it does not touch what is imported', async () => {
    const aviary = await stocked()
    const writer = await otherWriter(aviary)
    await writer.query(`UPDATE features SET description = 'other' WHERE name = 'y'`)
    const plan = aviary.load(global('x', 'five_percent'))
    await untilWaiting(aviary)
    await writer.query('COMMIT')
    expect((await plan).changed.names).toEqual(['rollout x global'])
    expect((await plan).revision).toBe(await aviary.revision())
  })

  test('shows in the plan: what was made meanwhile is not made again', async () => {
    const aviary = await stocked()
    const writer = await otherWriter(aviary)
    await writer.query(`UPDATE scoped_feature_rollouts SET stage = 'five_percent' WHERE feature_name = 'x'`)
    await writer.query(`UPDATE users SET is_internal = false WHERE id = '2'`)
    const users = [
      { id: '1', name: 'Renamed' },
      { id: '2', name: 'U', isInternal: true },
    ]
    const importing = aviary.load({ ...global('x', 'five_percent'), users })
    await untilWaiting(aviary)
    await writer.query('COMMIT')
    const plan = await importing
    expect(plan.unchanged.names).toEqual(['rollout x global'])
    expect(plan.changed.names).toEqual(['user 1', 'user 2'])
    expect(await aviary.rows('SELECT id, name, is_internal FROM users ORDER BY id')).toEqual([
      { id: '1', name: 'Renamed', is_internal: false },
      { id: '2', name: 'U', is_internal: true },
    ])
  })

  test('cannot keep an import from its turn for ever', async () => {
    const aviary = await stocked()
    let over = false
    const changing = (async () => {
      for (let nth = 0; !over; nth++)
        await aviary.rows(`UPDATE features SET description = $1 WHERE name = 'y'`, [`${nth}`])
    })()
    const plan = await aviary.load(global('x', 'five_percent')).finally(() => {
      over = true
    })
    await changing
    expect(plan.changed.names).toEqual(['rollout x global'])
    expect(await stageOf(aviary, 'x')).toBe('five_percent')
  })
})

describe('an import that meets a row taken meanwhile', () => {
  test('gives up as busy, and leaves nothing', async () => {
    const aviary = await stocked()
    const writer = new pg.Client({ connectionString: aviary.url })
    await writer.connect()
    onTestFinished(() => writer.end())
    await writer.query('BEGIN')
    await writer.query(`INSERT INTO users (id, name) VALUES ('3', 'Other')`)
    const refused = aviary.refuse({ users: ['3', '4'].map((id) => ({ id, name: 'U' })) })
    await untilWaiting(aviary)
    await writer.query('COMMIT')
    expect((await refused).code).toBe('busy')
    expect(await aviary.rows('SELECT id, name FROM users WHERE id > $1', ['2'])).toEqual([{ id: '3', name: 'Other' }])
  })
})
