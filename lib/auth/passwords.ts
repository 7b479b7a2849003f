import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// argon2id, 19 MiB, two passes: OWASP's first choice for sign-in. Hashes carry their parameters, so these may change.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const GROUPS = 4
const GROUP_LENGTH = 5

/** One way of typing what looks the same: a keyboard may compose an accent, another not (NIST SP 800-63B, 5.1.1.2). */
const canonical = (password: string) => password.normalize('NFKC')

let dummy: Promise<string> | undefined

/** What is kept of a password: an argon2id hash with its own salt and parameters, as PHC text. */
export function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), COST)
}

/**
 * Whether the password is the one that `kept` was made of. Takes as long where nothing is kept, so that the time tells
 * nobody who has an account.
 */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword(randomBytes(16).toString('hex'))
  const isRight = await verify(kept ?? (await dummy), canonical(password))
  return kept !== null && isRight
}

/** A new password of 100 random bits, in groups that can be read aloud: no i, l, o or u. */
export function generatePassword(): string {
  const letters = [...randomBytes(GROUPS * GROUP_LENGTH)].map((byte) => LETTERS.charAt(byte % LETTERS.length))
  const group = (nth: number) => letters.slice(nth * GROUP_LENGTH, (nth + 1) * GROUP_LENGTH).join('')
  return Array.from({ length: GROUPS }, (_, nth) => group(nth)).join('-')
}
