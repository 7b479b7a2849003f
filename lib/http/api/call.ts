import type pg from 'pg'
import type { Principal } from '@/lib/auth/permissions'
import type { Operation } from '@/lib/contracts/api/operation'
import type { Decider } from '@/lib/queries/explain-decision'
import { checked } from '../checked'
import { HttpError } from '../http-error'
import { type Incoming, json, type Outgoing } from '../message'
import { queryFields } from '../query'
import { readCsv, readJson } from '../read-json'
import type { Endpoint, Result } from './endpoint'
import type { Match } from './match'

/** Who asks, through which connections, and which node decides for them. */
export interface Caller {
  readonly pool: pg.Pool
  readonly decider: Decider
  readonly principal: Principal
}

const ENTITY_TAG = /^"(0|[1-9]\d{0,14})"$/

function ifMatchOf(request: Incoming, { takesIfMatch = false }: Operation): number | null {
  const given = request.header('if-match')
  if (given === undefined || !takesIfMatch) return null
  const [, version] = ENTITY_TAG.exec(given.trim()) ?? []
  if (version !== undefined) return Number(version)
  const message = 'holds one version in quotes, such as "118"'
  throw new HttpError('invalid_request', `If-Match ${message}.`, { faults: [{ path: 'If-Match', message }] })
}

const hasNoBody = (request: Incoming) =>
  request.header('transfer-encoding') === undefined && Number(request.header('content-length') ?? 0) === 0

async function bodyOf(request: Incoming, { operation, bodyLimit }: Endpoint): Promise<unknown> {
  if (operation.body === null) return undefined
  if (operation.isBodyOptional === true && hasNoBody(request)) return {}
  if (operation.bodyMediaType === 'text/csv') return readCsv(request, bodyLimit?.bytes, bodyLimit?.timeoutMs)
  if (bodyLimit !== null) return readJson(request, bodyLimit.bytes, bodyLimit.timeoutMs)
  return checked(operation.body, await readJson(request))
}

function answerOf(operation: Operation, result: Result<unknown>): Outgoing {
  const { status = 200 } = operation
  switch (result.kind) {
    case 'read':
      return json(status, JSON.stringify(result.value))
    case 'change':
      return json(status, JSON.stringify(result.value), { 'X-Aviary-Revision': String(result.revision) })
    case 'raw':
      return result.answer
    default:
      return result satisfies never
  }
}

/**
 * Reads what a request asks of an endpoint, by the operation's schemas, has it done and answers.
 * @throws HttpError 400, 408, 413, 415; whatever the verb or the question throws
 */
export async function call(
  { decider, ...caller }: Caller,
  request: Incoming,
  { endpoint, params }: Match,
): Promise<Outgoing> {
  const { operation } = endpoint
  // The body first: the order of reliability.md, "The doors", has media type and size before any meaning.
  const body = await bodyOf(request, endpoint)
  const result = await endpoint.run({
    context: { ...caller, requestId: request.requestId },
    params: checked(operation.params, params),
    query: checked(operation.query, queryFields(request.query)),
    body,
    ifMatch: ifMatchOf(request, operation),
    accept: request.header('accept') ?? '',
    decider,
    signal: request.signal,
  })
  return answerOf(operation, result)
}
