import type { Fault } from '@/lib/contracts/problem'

// What a code becomes on the wire: the one place that knows.
const STATUS = {
  invalid_request: [400, 'The request is not valid'],
  unauthorized: [401, 'Not signed in, or no valid API key'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  feature_not_found: [404, 'No such feature'],
  place_not_found: [404, 'No such project or section'],
  publisher_not_found: [404, 'No such publisher'],
  account_not_found: [404, 'No such account'],
  method_not_allowed: [405, 'Method not allowed'],
  request_timeout: [408, 'The body came too slowly'],
  version_conflict: [409, 'Changed since you looked'],
  feature_archived: [409, 'The feature is archived'],
  feature_exists: [409, 'There is a feature of this name'],
  superseded: [409, 'Changed again since'],
  not_revertible: [409, 'This entry can not be reverted'],
  last_system_admin: [409, 'The last system admin'],
  in_use: [409, 'Something hangs on it'],
  busy: [409, 'Others are changing the same rows'],
  length_required: [411, 'A length is required'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  stage_skipped: [422, 'A stage would be skipped'],
  reason_required: [422, 'A reason is required'],
  scope_unsupported: [422, 'The feature does not support this'],
  contexts_in_use: [422, 'Opt-ins stand in the way'],
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
  /** More members of the problem body. */
  readonly members?: Readonly<Record<string, unknown>>
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
