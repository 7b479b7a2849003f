import type { Database } from '@/lib/db/prisma'
import { findSignIn } from '@/lib/queries/find-sign-in'
import { isAddress, type SignInOutcome } from './sign-in'

/** What an issuer says of somebody, as far as we ask; it may be of any type. */
export interface SignOnClaims {
  readonly sub?: unknown
  readonly email?: unknown
  readonly email_verified?: unknown
}

/**
 * Judges what an issuer says of somebody: they get in where the console knows the address, and the issuer says outright
 * that it is verified. Nobody is made an account by it, and who is disabled stays out.
 */
export async function judgeSignOn(database: Database, claims: SignOnClaims): Promise<SignInOutcome> {
  const { email, email_verified: isVerified } = claims
  if (typeof email !== 'string' || isVerified !== true || !isAddress(email)) return { kind: 'refused' }
  const record = await findSignIn(database, email)
  if (record === null || record.isDisabled) return { kind: 'refused' }
  return { kind: 'signed_in', userId: record.id, sessionVersion: record.sessionVersion }
}
