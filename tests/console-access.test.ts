import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeSignIn } from '@/lib/auth/sign-in'
import { createSignInLimits } from '@/lib/auth/sign-in-limits'
import { judgeSignOn } from '@/lib/auth/sign-on'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { PrismaClient } from '@/lib/db/generated/client'
import { findConsoleUser } from '@/lib/queries/find-console-user'
import { migrate } from '@/scripts/db-migrate'
import { testDatabase } from './support/postgres'

const database = testDatabase()
const operator = { kind: 'command', id: 'root', name: 'root' } as const
let pool: pg.Pool
let prisma: PrismaClient

beforeAll(async () => {
  await migrate(database.url)
  pool = new pg.Pool({ connectionString: database.url })
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) })
})
afterAll(() => Promise.all([prisma.$disconnect(), pool.end()]))

async function make(email: string) {
  const context = { pool, principal: operator, requestId: 'test' }
  return (await createConsoleUser(context, { email, role: 'support', name: 'Ada Berg' })).value
}

const attempt = (email: string, password: string, limits = createSignInLimits()) =>
  judgeSignIn(prisma, limits, { email, password, address: '192.0.2.1' })

describe('making a console user', () => {
  it('leaves an entry in the trail that shows neither the password nor the address', async () => {
    const { id, password } = await make('trail@example.edu')
    const { rows } = await pool.query('SELECT *, audit_events::text AS entry FROM audit_events WHERE scope_id = $1', [
      id,
    ])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ action: 'console_user.added', actor_kind: 'command', after: { role: 'support' } })
    expect(rows[0].entry).not.toContain('trail@')
    expect(rows[0].entry).not.toContain(password)
  })

  it('is refused for an address that somebody has, whatever its case', async () => {
    await make('twice@example.edu')
    await expect(make('Twice@Example.edu')).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ path: 'email' }],
    })
  })

  it('is for nobody who signs in as support', async () => {
    const principal = { kind: 'console_user', id: 'x', name: 'x', role: 'support' } as const
    const given = { email: 'x@example.edu', role: 'system_admin' } as const
    await expect(createConsoleUser({ pool, principal, requestId: 'test' }, given)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('signing in', () => {
  it('takes the right password, whatever the case of the address', async () => {
    const { id, password } = await make('right@example.edu')
    const signedIn = { kind: 'signed_in', userId: id, sessionVersion: 1 }
    expect(await attempt('right@example.edu', password)).toEqual(signedIn)
    expect(await attempt('RIGHT@example.EDU', password)).toEqual(signedIn)
  })

  it('answers unknown address, wrong password, no password and disabled account alike', async () => {
    const { password } = await make('same@example.edu')
    const disabled = await make('disabled@example.edu')
    await pool.query(`UPDATE console_users SET disabled_at = now() WHERE email = 'disabled@example.edu'`)
    await make('sso@example.edu')
    await pool.query(`UPDATE console_users SET password_hash = NULL WHERE email = 'sso@example.edu'`)
    const outcomes = await Promise.all([
      attempt('nobody@example.edu', password),
      attempt('same@example.edu', 'wrong'),
      attempt('same@example.edu', ''),
      attempt('disabled@example.edu', disabled.password),
      attempt('sso@example.edu', ''),
      attempt('%', password),
      attempt('s_me@example.edu', password),
      attempt('same@example.edu\0', password),
      attempt('same@example.edu', 'x'.repeat(100_000)),
    ])
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'refused' })))
  })

  it('is slowed after ten wrong passwords, the right one included', async () => {
    const { password } = await make('slow@example.edu')
    const limits = createSignInLimits()
    const wrong = await Promise.all(Array.from({ length: 12 }, () => attempt('slow@example.edu', 'wrong', limits)))
    expect(wrong.filter(({ kind }) => kind === 'too_many')).toHaveLength(2)
    expect(await attempt('slow@example.edu', password, limits)).toEqual({ kind: 'too_many' })
  })
})

describe('single sign-on', () => {
  const claimed = (claims: Record<string, unknown>) =>
    judgeSignOn(prisma, { sub: 's', email_verified: true, ...claims })

  it('lets in whoever the console knows by a verified address', async () => {
    const { id } = await make('federated@example.edu')
    const signedIn = { kind: 'signed_in', userId: id, sessionVersion: 1 }
    expect(await claimed({ email: 'Federated@example.edu' })).toEqual(signedIn)
  })

  it('lets in nobody else, and makes nobody an account', async () => {
    await make('unverified@example.edu')
    await make('off@example.edu')
    await pool.query(`UPDATE console_users SET disabled_at = now() WHERE email = 'off@example.edu'`)
    const before = (await pool.query('SELECT FROM console_users')).rowCount
    const email = 'unverified@example.edu'
    const outcomes = await Promise.all([
      claimed({ email: 'stranger@example.edu' }),
      claimed({ email: 'off@example.edu' }),
      claimed({ email, email_verified: false }),
      claimed({ email, email_verified: 'true' }),
      claimed({ email, email_verified: undefined }),
      claimed({ email: [email] }),
      claimed({ email: undefined }),
      claimed({ email: `${email}\0` }),
      claimed({ email: '%' }),
    ])
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'refused' })))
    expect((await pool.query('SELECT FROM console_users')).rowCount).toBe(before)
  })
})

describe('a session', () => {
  it('is of nobody once its account is disabled or its version has moved', async () => {
    const { id } = await make('session@example.edu')
    const session = { userId: id, sessionVersion: 1 }
    expect(await findConsoleUser(prisma, session)).toMatchObject({ id, role: 'support', name: 'Ada Berg' })
    await pool.query('UPDATE console_users SET session_version = 2 WHERE id = $1', [id])
    expect(await findConsoleUser(prisma, session)).toBeNull()
    expect(await findConsoleUser(prisma, { ...session, sessionVersion: 2 })).not.toBeNull()
    await pool.query('UPDATE console_users SET disabled_at = now() WHERE id = $1', [id])
    expect(await findConsoleUser(prisma, { ...session, sessionVersion: 2 })).toBeNull()
  })
})
