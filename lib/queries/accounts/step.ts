import type pg from 'pg'
import type { Account } from '@/lib/contracts/api/accounts'
import type { ActorType } from '@/lib/rollout'

/** An account, with the key that its step is ordered by. */
export type Row = Account & { readonly key: string }

/** The row that the last page ended with. */
export interface After {
  readonly key: string
  readonly id: string
}

/** One part of a list: rows in its own order, those of earlier parts left out. */
export interface Step {
  read(pool: pg.Pool, after: After | null, limit: number): Promise<readonly Row[]>
}

/** What a step selects of one table. */
export interface Selection {
  readonly type: ActorType
  /** null: both. */
  readonly isInternal: boolean | null
  /** What the step is ordered by, beside the id. */
  readonly key: 'id' | 'lower(name)' | 'lower(email)'
  /** The condition, in SQL. @param bind adds a value to the statement and returns its place in it */
  where(bind: Bind): string
}

export type Bind = (value: unknown) => string

export interface Statement {
  readonly text: string
  readonly values: unknown[]
}
