import type { ApiKey } from '@/lib/auth/api-keys'
import { KeysUnknownError } from '@/lib/decisions/key-ring'
import { noteRefusal } from '@/lib/telemetry/refusals'
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

function unknown(error: unknown): never {
  if (!(error instanceof KeysUnknownError)) throw error
  throw new HttpError('not_ready', 'The database has not been read yet.', { headers: { 'Retry-After': '1' } })
}

function lookUp(keyRing: DoorContext['keyRing'], text: string): ApiKey | null | Promise<ApiKey | null> {
  try {
    return keyRing.find(text)
  } catch (error) {
    return unknown(error)
  }
}

/** Every refusal is counted and logged (decision.md, "Who may do what"). @throws HttpError 403 */
export function checkScope({ log }: DoorContext, request: Incoming, key: ApiKey, scope: Admission['scope']): void {
  if (hasScope(key, scope)) return
  noteRefusal('forbidden')
  log.warn({ requestId: request.requestId, keyId: key.id, path: request.path }, 'refused: the key lacks the scope')
  throw new HttpError('forbidden', `This needs a key with scope ${scope}.`)
}

function admitHolder(context: DoorContext, request: Incoming, key: ApiKey | null, scope: Admission['scope']) {
  if (key === null) {
    noteRefusal('unauthorized')
    throw unauthorized()
  }
  checkScope(context, request, key, scope)
  context.lastUsed.note(key.id)
  if (key.rateLimitPerS === null) return key
  return context.rateLimit.take(key, key.rateLimitPerS).then(() => key)
}

/**
 * The first steps of every API door: method, key, scope, rate, in this order (reliability.md, "The doors").
 * @returns the key that the request came with, at once where it is known and unlimited
 * @throws HttpError 405, 401, 403, 429; 503 where keys can't be known
 */
export function admit(context: DoorContext, request: Incoming, admission: Admission): ApiKey | Promise<ApiKey> {
  checkMethod(request, admission.methods)
  const text = keyText(request, admission.keyHeader)
  const found = text === undefined ? null : lookUp(context.keyRing, text)
  if (!(found instanceof Promise)) return admitHolder(context, request, found, admission.scope)
  return found.catch(unknown).then((key) => admitHolder(context, request, key, admission.scope))
}
