import type pg from 'pg'
import type { Logger } from 'pino'
import { connectionOptions, createPool, DECISION_POOL } from '@/lib/db/pool'
import { startListener } from '@/lib/invalidation/listener'
import { seams } from '@/lib/telemetry/channels'
import { counters } from '@/lib/telemetry/counters'
import { createDecisionTally, type DecisionTally } from './decision-tally'
import { createFactCache } from './fact-cache'
import type { FactSource } from './facts'
import { createLagWatch } from './lag-watch'
import { createPgSource } from './pg-source'
import { createDecisionService, type DecisionService } from './service'
import { createState, type State, type StateEvent } from './state'
import { startUpkeep } from './upkeep'

const POLL_MS = 1000

/** One process's part in the system: its state, its decisions, and how it hears of changes. */
export interface DecisionNode {
  readonly service: DecisionService
  /** Decides the same for people who look on: what they ask is no application's question, and is not counted as one. */
  readonly explainer: DecisionService
  readonly state: State
  readonly source: FactSource
  readonly pool: pg.Pool
  readonly tally: DecisionTally
  isListening(): boolean
  /** Called after each advance; returns how to stop being called. */
  onAdvance(listener: (event: Extract<StateEvent, { kind: 'advanced' }>) => void): () => void
  /** Resolves when this node serves revision `n`, or when `timeoutMs` have passed. */
  reached(n: number, timeoutMs: number): Promise<void>
  close(): Promise<void>
}

export interface NodeOptions {
  readonly databaseUrl: string
  readonly maxStalenessMs: number
  readonly kind: 'front' | 'console'
  readonly version: string
  /** Which of several workers; null: the only one. */
  readonly worker?: number | null
  readonly log: Logger
}

/** Starts a node. It answers `repository_error` until the database has been read once. */
export function startDecisionNode(options: NodeOptions): DecisionNode {
  const { databaseUrl, maxStalenessMs, kind, version, worker = null, log } = options
  const pool = createPool(databaseUrl, DECISION_POOL, (error) =>
    log.warn({ err: error.message }, 'an idle connection was lost'),
  )
  const source = createPgSource(pool)
  const listeners = new Set<(event: Extract<StateEvent, { kind: 'advanced' }>) => void>()
  const tally = createDecisionTally()

  function onEvent(event: StateEvent): void {
    if (event.kind === 'epoch_changed') {
      counters.epochChanges++
      log.error(event, 'the database was restored to another state: everything is read again')
      return
    }
    for (const listener of listeners) listener(event)
  }

  const lag = createLagWatch()
  const monotonicMs = () => performance.now()
  const state = createState({ source, cache: createFactCache(monotonicMs), maxStalenessMs, monotonicMs, onEvent })
  let lastWarnedMs = Number.NEGATIVE_INFINITY
  const fail = (error: unknown) => {
    counters.syncFailures++
    if (performance.now() - lastWarnedMs < POLL_MS) return
    lastWarnedMs = performance.now()
    log.warn({ err: error instanceof Error ? error.message : String(error) }, 'facts could not be read')
  }
  const sync = () => state.sync().catch(fail)

  const listener = startListener(connectionOptions(databaseUrl, { ...DECISION_POOL, name: 'listen' }), {
    onMessage: (message) => {
      counters.notifications++
      if (message === null) counters.rubbishNotifications++
      else {
        lag.announced(message)
        state.hear(message)
      }
      void sync()
    },
    onConnected: () => {
      counters.listenReconnects++
      state.distrust()
      void sync()
    },
    onLost: (error) => log.warn({ err: error.message }, 'the connection that hears of changes was lost'),
  })

  const poll = setInterval(sync, POLL_MS)
  void sync()

  function onAdvance(listener: (event: Extract<StateEvent, { kind: 'advanced' }>) => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  onAdvance(({ n, epoch, isFull, touched }) => {
    const seconds = lag.inForce(epoch, n, state.nowMs())
    if (seams.invalidation.hasSubscribers) {
      seams.invalidation.publish({ revision: n, isFull, dropped: isFull ? 0 : touched, seconds })
    }
  })
  const upkeep = startUpkeep({
    pool,
    state,
    tally,
    kind,
    version,
    worker,
    isListening: listener.isAlive,
    onAdvance,
    log,
  })

  function reached(n: number, timeoutMs: number): Promise<void> {
    if ((state.snapshot()?.n ?? 0) >= n) return Promise.resolve()
    void sync()
    return new Promise((resolve) => {
      const stop = onAdvance((event) => {
        if (event.n >= n) done()
      })
      const timer = setTimeout(() => done(), timeoutMs)
      const done = () => {
        clearTimeout(timer)
        stop()
        resolve()
      }
    })
  }

  return {
    service: createDecisionService(state, source, fail, tally),
    explainer: createDecisionService(state, source, fail),
    state,
    source,
    pool,
    tally,
    isListening: listener.isAlive,
    onAdvance,
    reached,
    close: async () => {
      clearInterval(poll)
      await listener.close()
      await upkeep.close()
      await pool.end()
    },
  }
}
