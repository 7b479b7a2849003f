import type { Database } from '@/lib/db/prisma'

/** What a sign-in is judged by. */
export interface SignInRecord {
  readonly id: string
  readonly passwordHash: string | null
  readonly sessionVersion: number
  readonly isDisabled: boolean
}

/** The account of an e-mail address, whatever the case of its letters; null when there is none. */
export async function findSignIn(database: Database, email: string): Promise<SignInRecord | null> {
  // Not Prisma's mode 'insensitive': that is ILIKE, where an address may hold wildcards.
  const [record] = await database.$queryRaw<SignInRecord[]>`
    SELECT id::text, password_hash AS "passwordHash", session_version AS "sessionVersion",
      disabled_at IS NOT NULL AS "isDisabled"
    FROM console_users WHERE lower(email) = lower(${email})`
  return record ?? null
}
