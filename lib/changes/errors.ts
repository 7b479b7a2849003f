import type { Fault } from '@/lib/contracts/problem'

export type ChangeErrorCode =
  | 'forbidden'
  | 'invalid_request'
  | 'feature_not_found'
  | 'place_not_found'
  | 'publisher_not_found'
  | 'account_not_found'
  | 'not_found'
  | 'feature_archived'
  | 'feature_exists'
  | 'version_conflict'
  | 'superseded'
  | 'not_revertible'
  | 'last_system_admin'
  | 'in_use'
  | 'busy'
  | 'stage_skipped'
  | 'reason_required'
  | 'scope_unsupported'
  | 'contexts_in_use'
  | 'import_refused'

export interface ChangeErrorDetails {
  readonly faults?: readonly Fault[]
  /** What else the caller needs to mend the request: members of the problem body (RFC 9457, "Extension Members"). */
  readonly members?: Readonly<Record<string, unknown>>
}

/** A change, or a question, that is refused: nothing was written. Transports know what a code becomes. */
export class ChangeError extends Error {
  override name = 'ChangeError'
  readonly faults: readonly Fault[]
  readonly members: Readonly<Record<string, unknown>>
  constructor(
    readonly code: ChangeErrorCode,
    message: string,
    { faults = [], members = {} }: ChangeErrorDetails = {},
  ) {
    super(message)
    this.faults = faults
    this.members = members
  }
}
