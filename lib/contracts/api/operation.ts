import type { z } from 'zod'
import type { Permission } from '../permissions'

type Shape = z.ZodObject

/**
 * One operation of the administration interface (api.md): what it takes, what it answers and who may. The routes check
 * with it, the OpenAPI document is made from it, and it is the table of permissions.
 */
export interface Operation<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Unique; the OpenAPI operationId. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, with `{name}` for each field of `params`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly tag: string
  readonly permission: Permission
  readonly params: Params
  readonly query: Query
  /** null: takes no body. */
  readonly body: Body | null
  /** Of a body that is no JSON; `body` is then the schema of its text. */
  readonly bodyMediaType?: 'text/csv'
  /** A body may be left out; then it is read as `{}`. */
  readonly isBodyOptional?: boolean
  /** Takes `If-Match` with the version that was seen. */
  readonly takesIfMatch?: boolean
  readonly status?: 200 | 201
  readonly answer: Answer
  /** Of an answer that is no JSON; `answer` is then the schema of its text. */
  readonly mediaType?: string
  /** Media types that it answers with too, where `Accept` asks for them. */
  readonly alsoAs?: readonly string[]
  /** The statuses of its refusals, besides those of every operation. */
  readonly refusals: readonly (404 | 409 | 422)[]
  /** Only reads: the console's pages may ask for it too, at the same path below /api/console. */
  readonly isRead?: boolean
  /** Reads what is for people alone: at /api/console, but neither at /api/v1 nor in the OpenAPI document. */
  readonly isForPeopleOnly?: boolean
}

/** Declares an operation, keeping the types of its schemas. */
export function operation<Params extends Shape, Query extends Shape, Body extends z.ZodType, Answer extends z.ZodType>(
  declared: Operation<Params, Query, Body, Answer>,
): Operation<Params, Query, Body, Answer> {
  return declared
}
