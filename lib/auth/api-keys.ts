import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A key as decisions need it; the key itself is nowhere but with its holder. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly scopes: readonly ('decide' | 'admin')[]
  readonly rateLimitPerS: number | null
  readonly allowedOrigins: readonly string[]
  /** ms since 1970, or null for never. */
  readonly expiresAt: number | null
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SECRET_LENGTH = 32
const CHECKSUM_LENGTH = 6
const SHAPE = /^(aviary_[0-9A-Za-z]{8})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/

// Bytes past the last whole multiple of 62 are dropped, so that every letter is equally likely.
function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % 62)
    }
  }
  return text
}

function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

/** A new key: what its holder gets, once, and what is kept of it. */
export function makeApiKey(): { key: string; prefix: string; hash: string } {
  const prefix = `aviary_${randomText(8)}`
  const body = `${prefix}_${randomText(SECRET_LENGTH)}`
  const key = body + checksum(body)
  return { key, prefix, hash: hashApiKey(key) }
}

/** SHA-256, hex: enough for a secret of 190 random bits, and quick on every call. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex')
}

/** Whether the text could be a key at all: rubbish is refused without a look-up. */
export function isApiKeyShaped(key: string): boolean {
  const [, prefix, secret, sum] = SHAPE.exec(key) ?? []
  return prefix !== undefined && checksum(`${prefix}_${secret}`) === sum
}
