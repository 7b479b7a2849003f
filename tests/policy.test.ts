import { expect, test } from 'vitest'
import type { Principal } from '@/lib/auth/permissions'
import { changePolicy } from '@/lib/changes/change-policy'
import { policyInForce, readPolicy } from '@/lib/queries/policy'
import { readAccountReach } from '@/lib/queries/read-account-reach'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, SUPPORT, SYSTEM_ADMIN } from './support/principals'

const { fresh } = migratedDatabases()

async function world() {
  const aviary = await fresh()
  return { aviary, context: { pool: aviary.pool, principal: SYSTEM_ADMIN, requestId: 'test' } }
}

test('support may toggle internal flags until a system admin switches it off, and again when it is on', async () => {
  const { aviary, context } = await world()
  expect(await policyInForce(aviary.pool)).toEqual({ supportMayToggleInternal: true, version: null })
  const off = await changePolicy(context, { supportMayToggleInternal: false })
  expect(off.value).toEqual({ supportMayToggleInternal: false, version: off.revision })
  const on = await changePolicy(context, { supportMayToggleInternal: true, expectedVersion: off.revision })
  expect(await readPolicy(context)).toEqual({ supportMayToggleInternal: true, version: on.revision })
  expect(await aviary.rows('SELECT action, scope_id, before, after FROM audit_events ORDER BY id')).toEqual([
    { action: 'setting.added', scope_id: 'support_may_toggle_internal', before: null, after: { value: false } },
    {
      action: 'setting.changed',
      scope_id: 'support_may_toggle_internal',
      before: { value: false },
      after: { value: true },
    },
  ])
})

test('the policy set to what it is writes nothing', async () => {
  const { aviary, context } = await world()
  const before = await aviary.revision()
  expect((await changePolicy(context, { supportMayToggleInternal: true })).value.version).toBeNull()
  expect(await aviary.revision()).toBe(before)
  expect(await aviary.rows('SELECT FROM audit_events')).toEqual([])
})

test('of two who change the policy at the same moment, one learns what is in force now', async () => {
  const { context } = await world()
  const outcomes = await Promise.allSettled(
    [1, 2].map(() => changePolicy(context, { supportMayToggleInternal: false })),
  )
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toMatchObject([
    { reason: { code: 'version_conflict', members: { current: { supportMayToggleInternal: false } } } },
  ])
})

test('a value that is no policy lets support do nothing', async () => {
  const { aviary } = await world()
  await aviary.rows(`INSERT INTO settings (key, value) VALUES ('support_may_toggle_internal', '"banana"')`)
  expect(await policyInForce(aviary.pool)).toMatchObject({ supportMayToggleInternal: false })
})

test('an account says to each whether they may switch its internal flag, by role and by policy', async () => {
  const { aviary, context } = await world()
  await aviary.rows(`INSERT INTO users (id, name) VALUES ('1', 'U')`)
  const asked = async (principal: Principal) =>
    (await readAccountReach({ pool: aviary.pool, principal }, { type: 'user', id: '1' }, { limit: 1 }))
      .mayToggleInternal
  expect(await Promise.all([SYSTEM_ADMIN, SUPPORT, ADMIN_KEY].map(asked))).toEqual([true, true, true])
  await changePolicy(context, { supportMayToggleInternal: false })
  expect(await Promise.all([SYSTEM_ADMIN, SUPPORT, ADMIN_KEY].map(asked))).toEqual([true, false, true])
})

test.each([
  ['support', SUPPORT],
  ['an admin key', ADMIN_KEY],
  ['an app', DECIDE_KEY],
])('the policy is not for %s', async (_who, principal) => {
  const { aviary } = await world()
  const context = { pool: aviary.pool, principal, requestId: 'test' }
  await expect(readPolicy(context)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changePolicy(context, { supportMayToggleInternal: false })).rejects.toMatchObject({ code: 'forbidden' })
})
