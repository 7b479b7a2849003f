import type { ChangeErrorCode } from '@/lib/changes/errors'
import type { AccountImpactAnswer, ImpactAnswer, ImpactChangeInput } from '@/lib/contracts/api/impact'
import type { Fault } from '@/lib/contracts/problem'
import type { ActorType } from '@/lib/rollout'

/** What a thread is asked for. */
export type ImpactAsked =
  | { readonly kind: 'feature'; readonly feature: string; readonly change: ImpactChangeInput }
  /** Everyone concerned, as CSV in parts. */
  | { readonly kind: 'names'; readonly feature: string; readonly change: ImpactChangeInput }
  | {
      readonly kind: 'account'
      readonly actorType: ActorType
      readonly actorId: string
      readonly isInternal: boolean
    }

export interface ThreadData {
  readonly databaseUrl: string
  readonly asked: ImpactAsked
}

export interface ImpactProgress {
  readonly judged: number
  readonly total: number
}

/** What a thread says, in this order; `failed` at any time, and nothing after `done` or `failed`. */
export type FromThread =
  /** From here on nothing is refused any more. */
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'progress' } & ImpactProgress)
  /** Waits for `MORE` before the next. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'done'; readonly answer: ImpactAnswer | AccountImpactAnswer | null }
  | {
      readonly kind: 'failed'
      readonly code: ChangeErrorCode
      readonly message: string
      readonly faults: readonly Fault[]
    }

/** The answer to `text`: there is room for more. */
export const MORE = 'more'
