import { after } from './after'
import { HttpError } from './http-error'
import { parseJson, utf8 } from './json-text'
import type { Incoming } from './message'

export const API_BODY_BYTES = 64 * 1024
const API_BODY_TIMEOUT_MS = 5000

const PARAMETERS = '\\s*(;\\s*charset\\s*=\\s*(utf-8|"utf-8")\\s*)?$'
const TYPES = {
  'application/json': new RegExp(`^application/json${PARAMETERS}`, 'i'),
  'text/csv': new RegExp(`^text/csv${PARAMETERS}`, 'i'),
} as const

function checkMediaType(request: Incoming, expected: keyof typeof TYPES): void {
  const type = request.header('content-type')
  if (type !== expected && !TYPES[expected].test(type ?? '')) {
    throw new HttpError('unsupported_media_type', `Send ${expected} in UTF-8.`, { closes: true })
  }
  const encoding = request.header('content-encoding')
  if (encoding !== undefined)
    throw new HttpError('unsupported_media_type', 'Send the body without a Content-Encoding.', { closes: true })
}

function readBytes(request: Incoming, expected: keyof typeof TYPES, limitBytes: number, timeoutMs: number) {
  checkMediaType(request, expected)
  if (Number(request.header('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  return request.body(limitBytes, timeoutMs)
}

/** The body as CSV text, refused as JSON is. @throws HttpError 415, 413, 408, 400 */
export async function readCsv(
  request: Incoming,
  limitBytes = API_BODY_BYTES,
  timeoutMs = API_BODY_TIMEOUT_MS,
): Promise<string> {
  return utf8(await readBytes(request, 'text/csv', limitBytes, timeoutMs))
}

/**
 * The body as JSON, or a promise of it where it is still on its way; refused in the order of reliability.md, "The doors".
 * @param limitBytes most bytes of the body, @param timeoutMs for all of it to arrive
 * @throws HttpError 415, 413, 408, 400
 */
export function readJson(request: Incoming, limitBytes = API_BODY_BYTES, timeoutMs = API_BODY_TIMEOUT_MS): unknown {
  return after(readBytes(request, 'application/json', limitBytes, timeoutMs), parseJson)
}

/** What a body reader throws when there is more than `limitBytes`. */
export function tooLarge(limitBytes: number): HttpError {
  return new HttpError('payload_too_large', `A body has at most ${limitBytes} bytes.`, { closes: true })
}

/** What a body reader throws when the body is not there in time. */
export function tooSlow(timeoutMs: number): HttpError {
  return new HttpError('request_timeout', `The body must arrive within ${timeoutMs / 1000} s.`, { closes: true })
}
