import type { Fault } from './problem'

/** Why an action was refused: the members of a problem body (api.md) that a page needs. */
export interface ActionFailure {
  /** One of the codes of the HTTP interface: `version_conflict`, `forbidden`, `unauthorized`, `not_ready` … */
  readonly code: string
  /** A sentence for people. */
  readonly message: string
  /** The fields at fault, by path. */
  readonly faults: readonly Fault[]
  /** What is needed to go on, such as `current` of a `version_conflict`. */
  readonly members: Readonly<Record<string, unknown>>
  /** Under which the log holds it. */
  readonly requestId: string
}

/**
 * What a server action answers: plain data, never a throw, because an error loses its code on the way to the browser.
 * `revision` is null where nothing was changed by design: a dry run.
 */
export type ActionResult<Value> =
  | { readonly ok: true; readonly value: Value; readonly revision: number | null }
  | { readonly ok: false; readonly failure: ActionFailure }
