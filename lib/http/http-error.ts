import type { Fault } from '@/lib/contracts/problem'

// What a code becomes on the wire: the one place that knows.
const STATUS = {
  invalid_request: [400, 'The request is not valid'],
  unauthorized: [401, 'Not signed in, or no valid API key'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  feature_not_found: [404, 'No such feature'],
  method_not_allowed: [405, 'Method not allowed'],
  request_timeout: [408, 'The body came too slowly'],
  version_conflict: [409, 'Changed since you looked'],
  busy: [409, 'Another import is running'],
  length_required: [411, 'A length is required'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  stage_skipped: [422, 'A stage would be skipped'],
  reason_required: [422, 'A reason is required'],
  import_refused: [422, 'The import is refused'],
  rate_limited: [429, 'Too many requests'],
  headers_too_large: [431, 'The headers are too large'],
  internal_error: [500, 'Something went wrong'],
  console_unavailable: [503, 'The console is starting'],
  not_ready: [503, 'Not ready'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof STATUS

export interface ErrorDetails {
  readonly faults?: readonly Fault[]
  readonly headers?: Readonly<Record<string, string>>
  readonly closes?: boolean
}

/** A request that is refused, with a code that stays the same for ever. */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly status: number
  readonly title: string
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message)
    const [status, title] = STATUS[code]
    this.status = status
    this.title = title
  }
}
