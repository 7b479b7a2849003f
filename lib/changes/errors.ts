import type { Fault } from '@/lib/contracts/problem'

export type ChangeErrorCode =
  | 'forbidden'
  | 'invalid_request'
  | 'import_refused'
  | 'reason_required'
  | 'stage_skipped'
  | 'version_conflict'
  | 'busy'

/** A change that is refused: nothing was written. Transports know what a code becomes. */
export class ChangeError extends Error {
  override name = 'ChangeError'
  constructor(
    readonly code: ChangeErrorCode,
    message: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message)
  }
}
