import type { ApiKey } from '@/lib/auth/api-keys'
import type { KeyRing } from '@/lib/decisions/key-ring'
import type { Incoming, Outgoing } from './message'

const EXPOSED = 'ETag, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy'

/** The answer to a preflight from an origin that some key allows, or null where it is none. */
export function preflight(request: Incoming, keyRing: KeyRing, methods: readonly string[]): Outgoing | null {
  const origin = request.header('origin')
  if (
    request.method !== 'OPTIONS' ||
    origin === undefined ||
    request.header('access-control-request-method') === undefined
  )
    return null
  if (!keyRing.allowsOrigin(origin)) return null
  const headers = {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'authorization, content-type, if-none-match, x-api-key, x-request-id',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  }
  return { status: 204, headers, body: '' }
}

/** Headers that let the browser page read the answer, where the key allows its origin. */
export function corsHeaders(request: Incoming, key: ApiKey | null, keyRing: KeyRing): Record<string, string> {
  const origin = request.header('origin')
  if (origin === undefined) return {}
  const isAllowed = key === null ? keyRing.allowsOrigin(origin) : key.allowedOrigins.includes(origin)
  return isAllowed
    ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED, Vary: 'Origin' }
    : { Vary: 'Origin' }
}
