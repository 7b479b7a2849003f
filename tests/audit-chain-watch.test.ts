import { expect, test } from 'vitest'
import { createChainWatch } from '@/lib/audit/chain-watch'
import { type Aviary, migratedDatabases } from './support/import'

const { fresh } = migratedDatabases()

const redescribe = (aviary: Aviary, text: string) => aviary.rows('UPDATE features SET description = $1', [text])

/** Changes the trail as the database's owner could, past its triggers. */
async function tamper(aviary: Aviary, ...statements: string[]): Promise<void> {
  await aviary.rows(
    `SET session_replication_role = replica; ${statements.join(';')}; SET session_replication_role = origin`,
  )
}

async function watched(entries: number) {
  const aviary = await fresh()
  await aviary.rows(`INSERT INTO features (name, description, contexts) VALUES ('f', 'A feature', 'both')`)
  for (let n = 1; n < entries; n++) await redescribe(aviary, `Text ${n}`)
  return { aviary, watch: createChainWatch(aviary.pool) }
}

test('a whole trail is followed as it grows', async () => {
  const { aviary, watch } = await watched(3)
  expect(await watch.check()).toBeNull()
  expect(watch.checkedEntry()).toBe(3)
  await redescribe(aviary, 'More')
  expect(await watch.check()).toBeNull()
  expect(watch.checkedEntry()).toBe(4)
})

test('of a long trail the end is followed, whatever its number', async () => {
  const { watch } = await watched(230)
  expect(await watch.check()).toBeNull()
  expect(watch.checkedEntry()).toBe(230)
})

test.each([
  ['an entry that was changed', `UPDATE audit_events SET note = 'x' WHERE id = 2`, { kind: 'hash', entryId: 2 }],
  ['an entry that was taken out', 'DELETE FROM audit_events WHERE id = 2', { kind: 'gap', entryId: 3 }],
])('%s is found, again and again', async (_what, statement, expected) => {
  const { aviary, watch } = await watched(3)
  await tamper(aviary, statement)
  expect(await watch.check()).toMatchObject(expected)
  expect(await watch.check()).toMatchObject(expected)
})

test.each([
  ['cut off', 'DELETE FROM audit_events WHERE id = 3'],
  ['rewritten', `UPDATE audit_events SET note = 'x' WHERE id = 3`],
])('a tail that was %s after it was seen is found', async (_what, statement) => {
  const { aviary, watch } = await watched(3)
  expect(await watch.check()).toBeNull()
  await tamper(aviary, statement)
  expect(await watch.check()).toMatchObject({ kind: 'head', entryId: 3 })
})

test('a restored database has a trail of its own', async () => {
  const { aviary, watch } = await watched(3)
  expect(await watch.check()).toBeNull()
  await tamper(aviary, 'DELETE FROM audit_events WHERE id = 3', 'UPDATE state_revision SET epoch = gen_random_uuid()')
  expect(await watch.check()).toBeNull()
  expect(watch.checkedEntry()).toBe(2)
})
