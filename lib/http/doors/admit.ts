import type { ApiKey } from '@/lib/auth/api-keys'
import { KeysUnknownError } from '@/lib/decisions/key-ring'
import { counters, countNamed } from '@/lib/telemetry/counters'
import { HttpError } from '../http-error'
import type { Incoming } from '../message'
import type { DoorContext } from './context'

export interface Admission {
  readonly methods: readonly string[]
  readonly scope: 'decide' | 'admin'
  /** Where besides `Authorization` a key may stand. */
  readonly keyHeader?: string
}

const BEARER = /^Bearer +(\S+) *$/i

function keyText(request: Incoming, keyHeader: string | undefined): string | undefined {
  const authorization = request.header('authorization')
  if (authorization !== undefined) return BEARER.exec(authorization)?.[1]
  return keyHeader === undefined ? undefined : request.header(keyHeader)
}

function unauthorized(): HttpError {
  return new HttpError('unauthorized', 'Send a valid API key as Authorization: Bearer <key>.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  })
}

/** Whether the key has the scope; `admin` implies `decide`. */
function hasScope(key: ApiKey, scope: Admission['scope']): boolean {
  return key.scopes.includes('admin') || (scope === 'decide' && key.scopes.includes('decide'))
}

/** @throws HttpError 405 */
export function checkMethod(request: Incoming, methods: readonly string[]): void {
  if (methods.includes(request.method)) return
  const Allow = methods.join(', ')
  throw new HttpError('method_not_allowed', `Use ${methods.join(' or ')}.`, { headers: { Allow } })
}

async function lookUp(keyRing: DoorContext['keyRing'], text: string): Promise<ApiKey | null> {
  try {
    return await keyRing.find(text)
  } catch (error) {
    if (!(error instanceof KeysUnknownError)) throw error
    throw new HttpError('not_ready', 'The database has not been read yet.', { headers: { 'Retry-After': '1' } })
  }
}

/** Every refusal is counted and logged (decision.md, "Who may do what"). @throws HttpError 403 */
export function checkScope({ log }: DoorContext, request: Incoming, key: ApiKey, scope: Admission['scope']): void {
  if (hasScope(key, scope)) return
  countNamed(counters.refused, 'forbidden')
  log.warn({ requestId: request.requestId, keyId: key.id, path: request.path }, 'refused: the key lacks the scope')
  throw new HttpError('forbidden', `This needs a key with scope ${scope}.`)
}

/**
 * The first steps of every API door: method, key, scope, rate, in this order (reliability.md, "The doors").
 * @returns the key that the request came with
 * @throws HttpError 405, 401, 403, 429; 503 where keys can't be known
 */
export async function admit(context: DoorContext, request: Incoming, admission: Admission): Promise<ApiKey> {
  const { keyRing, lastUsed, rateLimit, node } = context
  checkMethod(request, admission.methods)
  const text = keyText(request, admission.keyHeader)
  const key = text === undefined ? null : await lookUp(keyRing, text)
  if (key === null) {
    countNamed(counters.refused, 'unauthorized')
    throw unauthorized()
  }
  checkScope(context, request, key, admission.scope)
  lastUsed.note(key.id, node.state.nowMs())
  if (key.rateLimitPerS !== null) await rateLimit.take(key, key.rateLimitPerS)
  return key
}
