import type { Database } from '@/lib/db/prisma'
import { findSignIn } from '@/lib/queries/find-sign-in'
import { verifyPassword } from './passwords'
import type { SignInLimits } from './sign-in-limits'

const EMAIL_LENGTH = 254
const PASSWORD_LENGTH = 1024

export interface Attempt {
  readonly email: string
  readonly password: string
  /** Where it comes from, as the front says. */
  readonly address: string
}

export type SignInOutcome =
  | { readonly kind: 'signed_in'; readonly userId: string; readonly sessionVersion: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too_many' }

/** Whether a text could be an account's address at all: what is not is never asked for. */
export const isAddress = (text: string): boolean => text.length <= EMAIL_LENGTH && !text.includes('\0')

const REFUSED: SignInOutcome = { kind: 'refused' }

/**
 * Judges an e-mail address and a password. Unknown address, wrong password, no password and disabled account are one
 * answer, after the same work.
 */
export async function judgeSignIn(database: Database, limits: SignInLimits, attempt: Attempt): Promise<SignInOutcome> {
  const { email, password, address } = attempt
  if (!isAddress(email) || password.length > PASSWORD_LENGTH) return REFUSED
  const account = email.toLowerCase()
  if (!(await limits.take(account, address))) return { kind: 'too_many' }
  const record = await findSignIn(database, email)
  const isRight = await verifyPassword(record?.passwordHash ?? null, password)
  if (record === null || !isRight || record.isDisabled) return REFUSED
  await limits.forgive(account, address)
  return { kind: 'signed_in', userId: record.id, sessionVersion: record.sessionVersion }
}
