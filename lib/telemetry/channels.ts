import { type Channel, channel } from 'node:diagnostics_channel'
import type { ActorType, Reason, ResourceType } from '@/lib/rollout'
import type { Route } from './http-counts'

/** A decision that was made; `feature_not_found` where there was none to make. Never who asked: no id leaves by it. */
export interface Evaluation {
  readonly feature: string
  readonly actorType: ActorType
  readonly resourceType: ResourceType
  readonly result: boolean
  readonly reason: Reason | 'feature_not_found'
  readonly revision: number
}

/** A request that was answered. */
export interface Answer {
  readonly route: Route
  readonly method: string
  readonly status: number
  readonly requestId: string
  /** The caller's W3C trace context. */
  readonly traceparent: string | undefined
  /** On the monotonic clock of the process. */
  readonly startedAtMs: number
  readonly seconds: number
}

/** A change that was committed. */
export interface CommittedChange {
  readonly requestId: string
  readonly revision: number
  /** The last of its audit entries. */
  readonly auditEntry: number
  readonly principal: string
}

type Published<Message> = Omit<Channel, 'publish' | 'subscribe' | 'unsubscribe'> & {
  publish(message: Message): void
  subscribe(listener: (message: unknown) => void): void
  unsubscribe(listener: (message: unknown) => void): void
}

// What happens is published in the process, for instruments to hear: ours, and any other's. Ask `hasSubscribers` before a
// message is made. What a listener throws would end the process, so ours throw nothing.
export const evaluations = channel('aviary:feature_flag.evaluation') as Published<Evaluation>
export const answers = channel('aviary:http.answer') as Published<Answer>
export const committedChanges = channel('aviary:change.committed') as Published<CommittedChange>
