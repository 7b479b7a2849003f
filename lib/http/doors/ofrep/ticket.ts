import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ApiKey } from '@/lib/auth/api-keys'

const WINDOW_S = 5 * 60
const SHAPE = /^([0-9a-f-]{36})\.([0-9]{1,12})\.([\w-]{43})$/

function sign(key: ApiKey, expiresAtS: number): string {
  return createHmac('sha256', key.hash).update(`${key.id}.${expiresAtS}`).digest('base64url')
}

/**
 * A ticket for the event stream, good for 5 to 10 minutes: EventSource can't send a key. Every node can check it without
 * a secret of its own. It stays the same for a window of time: the web provider connects anew whenever it changes.
 * @param nowMs database time
 */
export function issueTicket(key: ApiKey, nowMs: number): string {
  const expiresAtS = (Math.floor(nowMs / 1000 / WINDOW_S) + 2) * WINDOW_S
  return `${key.id}.${expiresAtS}.${sign(key, expiresAtS)}`
}

/** The key that a ticket was issued for, or null where it is forged or expired, or its key is not among `keys`. */
export function ticketHolder(ticket: string, keys: Iterable<ApiKey>, nowMs: number): ApiKey | null {
  const [, keyId, expiresAtS, signature = ''] = SHAPE.exec(ticket) ?? []
  if (keyId === undefined || Number(expiresAtS) * 1000 <= nowMs) return null
  for (const key of keys) {
    if (key.id !== keyId) continue
    const isGenuine = timingSafeEqual(Buffer.from(sign(key, Number(expiresAtS))), Buffer.from(signature))
    return isGenuine ? key : null
  }
  return null
}
