import type { OfrepErrorCode, OfrepFailure } from '@/lib/contracts/ofrep'
import { HttpError } from '../../http-error'
import { json, type Outgoing } from '../../message'

/** A request whose context can't be judged: 400, with the protocol's own word for it. */
export class ContextError extends HttpError {
  override name = 'ContextError'
  constructor(
    readonly errorCode: 'INVALID_CONTEXT' | 'TARGETING_KEY_MISSING',
    message: string,
  ) {
    super('invalid_request', message)
  }
}

function errorCodeOf(error: HttpError): OfrepErrorCode {
  if (error instanceof ContextError) return error.errorCode
  if (error.code === 'feature_not_found') return 'FLAG_NOT_FOUND'
  return error.code === 'invalid_request' ? 'PARSE_ERROR' : 'GENERAL'
}

function errorDetailsOf({ message, details }: HttpError): string {
  const path = details.faults?.[0]?.path ?? ''
  return path === '' ? message : `${path}: ${message}`
}

/** An error as OFREP says it, flat metadata and all (api.md, "OpenFeature"). @param key the flag that was asked for, if one was */
export function failureAnswer(error: HttpError, requestId: string, key?: string): Outgoing {
  const failure: OfrepFailure = {
    errorCode: errorCodeOf(error),
    errorDetails: errorDetailsOf(error),
    metadata: { code: error.code, requestId },
  }
  const { headers = {}, closes = false } = error.details
  const body = key === undefined ? failure : { key, ...failure }
  return { ...json(error.status, JSON.stringify(body), headers), closes }
}
