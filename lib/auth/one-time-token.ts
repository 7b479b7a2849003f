import { hash, randomBytes } from 'node:crypto'

/** SHA-256, hex: enough for a secret of 256 random bits. */
export const hashToken = (token: string): string => hash('sha256', token, 'hex')

/** The secret of a one-time link: what its holder gets, once, and what is kept of it. */
export function makeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}
