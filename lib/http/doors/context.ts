import type { Logger } from 'pino'
import type { KeyRing } from '@/lib/decisions/key-ring'
import type { LastUsed } from '@/lib/decisions/last-used'
import type { DecisionNode } from '@/lib/decisions/node'
import type { Metrics } from '@/lib/telemetry/metrics'
import type { Drain } from '../drain'
import type { RateLimit } from '../rate-limit'
import type { ChangeStreams } from './events/change-streams'
import type { EventStreams } from './ofrep/event-streams'

/** What the doors of one process share. */
export interface DoorContext {
  readonly node: DecisionNode
  readonly keyRing: KeyRing
  readonly lastUsed: LastUsed
  readonly rateLimit: RateLimit
  readonly drain: Drain
  readonly eventStreams: EventStreams
  readonly changeStreams: ChangeStreams
  readonly log: Logger
  readonly metricsToken: string | null
  readonly worker: number | null
  readonly overWorkers: (own: Metrics) => Metrics
}
