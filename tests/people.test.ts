import { PrismaPg } from '@prisma/adapter-pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { judgeSignIn } from '@/lib/auth/sign-in'
import { createSignInLimits } from '@/lib/auth/sign-in-limits'
import { changeRole } from '@/lib/changes/change-role'
import { disablePerson } from '@/lib/changes/disable-person'
import { enablePerson } from '@/lib/changes/enable-person'
import { endSessions } from '@/lib/changes/end-sessions'
import { invitePerson } from '@/lib/changes/invite-person'
import { resetPassword } from '@/lib/changes/reset-password'
import { setPassword } from '@/lib/changes/set-password'
import { PrismaClient } from '@/lib/db/generated/client'
import { findConsoleUser } from '@/lib/queries/find-console-user'
import { listPeople } from '@/lib/queries/people'
import { migratedDatabases } from './support/import'
import { ADMIN_KEY, DECIDE_KEY, OPERATOR, SUPPORT } from './support/principals'

const { fresh } = migratedDatabases()
const NOBODY = '00000000-0000-4000-8000-000000000000'
const PASSWORD = 'a long enough password'
const HOUR_MS = 3_600_000

async function world() {
  const aviary = await fresh()
  const context = { pool: aviary.pool, principal: OPERATOR, requestId: 'test' }
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: aviary.url }) })
  onTestFinished(() => prisma.$disconnect())
  const invite = async (email: string, role: 'system_admin' | 'support' = 'support') =>
    (await invitePerson(context, { email, role })).value
  const signIn = async (email: string, password = PASSWORD) =>
    (await judgeSignIn(prisma, createSignInLimits(), { email, password, address: '192.0.2.1' })).kind
  const actions = async () =>
    (await aviary.rows('SELECT action FROM audit_events ORDER BY id')).map(({ action }) => action)
  return { aviary, context, prisma, invite, signIn, actions }
}

describe('a one-time link', () => {
  test('of an invitation works for a day, sets a password, and lets its holder sign in', async () => {
    const { aviary, context, invite, signIn, actions } = await world()
    const { person, token, expiresAt } = await invite('Ada@example.edu')
    expect(person).toMatchObject({ email: 'ada@example.edu', name: 'ada', role: 'support', hasPassword: false })
    expect(person.linkExpiresAt).toBe(expiresAt)
    expect((Date.parse(expiresAt) - Date.now()) / HOUR_MS).toBeCloseTo(24, 0)
    expect(await signIn('ada@example.edu', '')).toBe('refused')
    await setPassword(context, { token, password: PASSWORD })
    expect(await signIn('ada@example.edu')).toBe('signed_in')
    expect(await actions()).toEqual(['console_user.added', 'console_user.link_made', 'console_user.password_set'])
    const [last] = await aviary.rows('SELECT actor_kind, actor_id FROM audit_events ORDER BY id DESC LIMIT 1')
    expect(last).toEqual({ actor_kind: 'console_user', actor_id: person.id })
  })

  test('works once, and of two at the same moment one', async () => {
    const { context, invite, signIn } = await world()
    const { token } = await invite('ada@example.edu')
    const both = await Promise.allSettled([1, 2].map(() => setPassword(context, { token, password: PASSWORD })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(setPassword(context, { token, password: 'another long password' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await signIn('ada@example.edu')).toBe('signed_in')
  })

  test('that was used, has expired, was replaced, is of somebody disabled, or never was, is refused in one way', async () => {
    const { aviary, context, invite } = await world()
    const used = await invite('used@example.edu')
    await setPassword(context, { token: used.token, password: PASSWORD })
    const expired = await invite('expired@example.edu')
    await aviary.rows('UPDATE sign_in_links SET expires_at = now() WHERE user_id = $1', [expired.person.id])
    const replaced = await invite('replaced@example.edu')
    await resetPassword(context, { id: replaced.person.id })
    const disabled = await invite('disabled@example.edu')
    await aviary.rows('UPDATE console_users SET disabled_at = now() WHERE id = $1', [disabled.person.id])
    const tokens = [used.token, expired.token, replaced.token, disabled.token, 'x'.repeat(43), "'; --"]
    const before = await aviary.revision()
    const refusals = await Promise.all(
      tokens.map((token) =>
        setPassword(context, { token, password: PASSWORD }).catch(({ code, message }) => ({ code, message })),
      ),
    )
    expect(refusals).toEqual(
      tokens.map(() => ({ code: 'not_found', message: expect.stringContaining('does not work') })),
    )
    expect(await aviary.revision()).toBe(before)
  })

  test('of a reset works for an hour; until it is used the old password does, and then no session', async () => {
    const { aviary, context, prisma, invite, signIn } = await world()
    const first = await invite('ada@example.edu')
    await setPassword(context, { token: first.token, password: PASSWORD })
    const { value } = await resetPassword(context, { id: first.person.id })
    expect((Date.parse(value.expiresAt) - Date.now()) / HOUR_MS).toBeCloseTo(1, 1)
    expect(await signIn('ada@example.edu')).toBe('signed_in')
    const [row] = await aviary.rows('SELECT session_version FROM console_users')
    const session = { userId: first.person.id, sessionVersion: Number(row?.session_version) }
    expect(await findConsoleUser(prisma, session)).not.toBeNull()
    await setPassword(context, { token: value.token, password: 'another long password' })
    expect(await findConsoleUser(prisma, session)).toBeNull()
    expect(await signIn('ada@example.edu')).toBe('refused')
    expect(await signIn('ada@example.edu', 'another long password')).toBe('signed_in')
  })

  test('is kept as a hash alone, and in no entry of the trail', async () => {
    const { aviary, context, invite } = await world()
    const { token } = await invite('ada@example.edu')
    const kept = await aviary.rows(
      'SELECT link::text AS text FROM sign_in_links link UNION ALL SELECT entry::text FROM audit_events entry',
    )
    expect(kept).toHaveLength(3)
    expect(JSON.stringify(kept)).not.toContain(token)
    await setPassword(context, { token, password: PASSWORD })
    expect(await aviary.rows('SELECT FROM sign_in_links')).toEqual([])
  })

  test('takes no short password, and stays good', async () => {
    const { context, invite } = await world()
    const { token } = await invite('ada@example.edu')
    await expect(setPassword(context, { token, password: 'short' })).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ path: 'password' }],
    })
    await setPassword(context, { token, password: PASSWORD })
  })
})

describe('people', () => {
  test('are listed by e-mail address, page by page, without what is secret', async () => {
    const { context, invite } = await world()
    for (const email of ['cy@example.edu', 'Al@example.edu', 'bo@example.edu']) await invite(email)
    const first = await listPeople(context, { limit: 2 })
    expect(first.items.map(({ email }) => email)).toEqual(['al@example.edu', 'bo@example.edu'])
    const second = await listPeople(context, { limit: 2, cursor: first.nextCursor ?? undefined })
    expect(second).toMatchObject({ items: [{ email: 'cy@example.edu' }], nextCursor: null })
  })

  test('get another role, which the trail tells', async () => {
    const { aviary, context, invite } = await world()
    const { person } = await invite('ada@example.edu')
    const { value } = await changeRole(context, { id: person.id, role: 'system_admin' })
    expect(value.role).toBe('system_admin')
    const before = await aviary.revision()
    await changeRole(context, { id: person.id, role: 'system_admin' })
    expect(await aviary.revision()).toBe(before)
    const entries = await aviary.rows(`SELECT before, after FROM audit_events WHERE action = 'console_user.changed'`)
    expect(entries).toMatchObject([{ before: { role: 'support' }, after: { role: 'system_admin' } }])
  })

  test('who are disabled lose their sessions for good, and their link', async () => {
    const { context, prisma, invite, signIn } = await world()
    const { person, token } = await invite('ada@example.edu')
    await setPassword(context, { token, password: PASSWORD })
    await resetPassword(context, { id: person.id })
    const session = { userId: person.id, sessionVersion: 2 }
    expect(await findConsoleUser(prisma, session)).not.toBeNull()
    const { value } = await disablePerson(context, { id: person.id })
    expect(value).toMatchObject({ disabledAt: expect.any(String), linkExpiresAt: null })
    expect(await signIn('ada@example.edu')).toBe('refused')
    expect((await enablePerson(context, { id: person.id })).value.disabledAt).toBeNull()
    expect(await findConsoleUser(prisma, session)).toBeNull()
    expect(await signIn('ada@example.edu')).toBe('signed_in')
  })

  test('are signed out everywhere, which the trail tells', async () => {
    const { context, prisma, invite, actions } = await world()
    const { person } = await invite('ada@example.edu')
    const session = { userId: person.id, sessionVersion: 1 }
    expect(await findConsoleUser(prisma, session)).not.toBeNull()
    await endSessions(context, { id: person.id })
    expect(await findConsoleUser(prisma, session)).toBeNull()
    expect((await actions()).at(-1)).toBe('console_user.signed_out')
  })

  test.each([
    ['lowered', (context, id) => changeRole(context, { id, role: 'support' })],
    ['disabled', (context, id) => disablePerson(context, { id })],
  ] as [string, (context: Parameters<typeof changeRole>[0], id: string) => Promise<unknown>][])(
    'the last active system admin can not be %s; of two at the same moment one can',
    async (_how, lower) => {
      const { aviary, context, invite } = await world()
      const admins = await Promise.all(['a', 'b'].map((name) => invite(`${name}@example.edu`, 'system_admin')))
      const gone = await invite('gone@example.edu', 'system_admin')
      await disablePerson(context, { id: gone.person.id })
      const both = await Promise.allSettled(admins.map(({ person }) => lower(context, person.id)))
      expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'last_system_admin' } },
      ])
      const left = await aviary.rows(`SELECT id FROM console_users WHERE role = 'system_admin' AND disabled_at IS NULL`)
      expect(left).toHaveLength(1)
      await expect(lower(context, String(left[0]?.id))).rejects.toMatchObject({ code: 'last_system_admin' })
    },
  )

  test('who are not there can not be changed', async () => {
    const { aviary, context } = await world()
    const before = await aviary.revision()
    for (const verb of [disablePerson, enablePerson, endSessions, resetPassword])
      await expect(verb(context, { id: NOBODY })).rejects.toMatchObject({ code: 'not_found' })
    await expect(changeRole(context, { id: NOBODY, role: 'support' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await aviary.revision()).toBe(before)
  })

  test.each([
    ['support', SUPPORT],
    ['an admin key', ADMIN_KEY],
    ['an app', DECIDE_KEY],
  ])('are not for %s to manage', async (_who, principal) => {
    const { aviary, context, invite } = await world()
    const { person } = await invite('ada@example.edu')
    const before = await aviary.revision()
    const theirs = { ...context, principal }
    const attempts = [
      listPeople(theirs, { limit: 1 }),
      invitePerson(theirs, { email: 'x@example.edu', role: 'support' }),
      changeRole(theirs, { id: person.id, role: 'system_admin' }),
      ...[disablePerson, enablePerson, endSessions, resetPassword].map((verb) => verb(theirs, { id: person.id })),
    ]
    for (const { status, ...rest } of await Promise.allSettled(attempts))
      expect({ status, ...rest }).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
    expect(await aviary.revision()).toBe(before)
  })
})
