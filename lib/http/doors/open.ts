import { createKeyRing } from '@/lib/decisions/key-ring'
import { createLastUsed } from '@/lib/decisions/last-used'
import { type DecisionNode, type NodeOptions, startDecisionNode } from '@/lib/decisions/node'
import { startChangeLog } from '@/lib/telemetry/change-log'
import type { Metrics } from '@/lib/telemetry/metrics'
import { createDrain } from '../drain'
import { createRateLimit } from '../rate-limit'
import type { DoorContext } from './context'
import { createChangeStreams } from './events/change-streams'
import { createEventStreams } from './ofrep/event-streams'

const FLUSH_MS = 30_000

/** The doors' shared parts over a node of their own. */
export interface OpenDoors {
  readonly context: DoorContext
  readonly node: DecisionNode
  /** Not ready from now on, and no event stream stays open. */
  drain(): void
  close(): Promise<void>
}

export interface DoorOptions extends NodeOptions {
  /** Lets a scraper in without a key. */
  readonly metricsToken: string | null
  /** Makes the metrics of one worker those of all. */
  readonly overWorkers?: (own: Metrics) => Metrics
}

/** Starts a node and what its doors share. */
export function openDoors(options: DoorOptions): OpenDoors {
  const node = startDecisionNode(options)
  const stopChangeLog = startChangeLog(options.log)
  const lastUsed = createLastUsed()
  const flush = () => lastUsed.flush(node.pool).catch(() => {})
  const timer = setInterval(flush, FLUSH_MS)
  timer.unref()
  const context: DoorContext = {
    node,
    lastUsed,
    keyRing: createKeyRing(node.state, node.source),
    rateLimit: createRateLimit(),
    drain: createDrain(),
    eventStreams: createEventStreams(node),
    changeStreams: createChangeStreams(node),
    log: options.log,
    metricsToken: options.metricsToken,
    worker: options.worker ?? null,
    overWorkers: options.overWorkers ?? ((own) => own),
  }
  return {
    context,
    node,
    drain: () => {
      context.drain.begin()
      context.eventStreams.close()
      context.changeStreams.close()
    },
    close: async () => {
      clearInterval(timer)
      stopChangeLog()
      await flush()
      await node.close()
    },
  }
}
