import type { z } from 'zod'
import type { ChangeContext } from '@/lib/changes/change-context'
import type { Changed } from '@/lib/changes/in-change'
import type { Operation } from '@/lib/contracts/api/operation'
import type { Decider } from '@/lib/queries/explain-decision'
import type { Outgoing } from '../message'

/** What an operation was asked, checked by its schemas. */
export interface Call<Op extends Operation = Operation> {
  readonly context: ChangeContext
  readonly params: z.output<Op['params']>
  readonly query: z.output<Op['query']>
  readonly body: z.output<NonNullable<Op['body']>>
  /** The version in `If-Match`; null where there is none. */
  readonly ifMatch: number | null
  /** `Accept` as sent; empty where it is not. */
  readonly accept: string
  readonly decider: Decider
  /** Aborted when nobody waits for the answer any more; undefined where that is not known. */
  readonly signal: AbortSignal | undefined
}

/** A JSON value; a change with its revision; or an answer of another kind. */
export type Result<Answer> =
  | { readonly kind: 'read'; readonly value: Answer }
  | ({ readonly kind: 'change' } & Changed<Answer>)
  | { readonly kind: 'raw'; readonly answer: Outgoing }

export interface Endpoint {
  readonly operation: Operation
  readonly bodyLimit: BodyLimit | null
  run(call: Call): Promise<Result<unknown>>
}

/** A body that its verb checks itself, larger than others. */
export interface BodyLimit {
  readonly bytes: number
  readonly timeoutMs: number
}

/** Binds an operation to what answers it: a question of lib/queries, or a verb of lib/changes. */
export function endpoint<Op extends Operation>(
  operation: Op,
  run: (call: Call<Op>) => Promise<Result<z.input<Op['answer']>>>,
  bodyLimit: BodyLimit | null = null,
): Endpoint {
  return { operation, bodyLimit, run: run as Endpoint['run'] }
}

export const read = <Value>(value: Value) => ({ kind: 'read', value }) as const
export const changed = <Value>(change: Changed<Value>) => ({ kind: 'change', ...change }) as const

/** Whether a caller names this media type: an answer of another kind than JSON is for those who ask for it. */
export const accepts = (accept: string, mediaType: string) =>
  accept.split(',').some((part) => part.split(';')[0]?.trim().toLowerCase() === mediaType)
