import { ChangeError } from '@/lib/changes/errors'
import { HttpError } from './http-error'
import type { Outgoing } from './message'

/** Any failure as an error of ours; what is not one says nothing of itself to the caller. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  if (error instanceof ChangeError) {
    const { faults, members } = error
    return new HttpError(error.code, error.message, { faults, members })
  }
  return new HttpError('internal_error', 'The failure is in the log, under this request id.')
}

/** RFC 9457 problem details. */
export function problemAnswer(error: HttpError, requestId: string): Outgoing {
  const { faults = [], members = {}, headers = {}, closes = false } = error.details
  const body = {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(faults.length > 0 && { errors: faults }),
    ...members,
  }
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
    closes,
  }
}
