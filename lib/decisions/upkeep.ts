import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import { counters } from '@/lib/telemetry/counters'
import { createCountKeeper } from './count-keeper'
import type { DecisionTally } from './decision-tally'
import { type Presence, type Receipt, removePresence, withReceipt, writePresence } from './presence'
import type { State, StateEvent } from './state'

const PRESENCE_MS = 4000
/** After a change: what came with it, and what follows closely, is told together. */
const RECEIPT_MS = 500
const COUNTS_MS = 10_000
/** Timers may be early by a little; a count of the minute before must not fall into it. */
const MARGIN_MS = 50
const MOST_UNKNOWN = 20

type Advanced = Extract<StateEvent, { kind: 'advanced' }>

export interface UpkeepOptions {
  readonly pool: pg.Pool
  readonly state: State
  readonly tally: DecisionTally
  readonly kind: Presence['kind']
  readonly version: string
  readonly worker: number | null
  readonly isListening: () => boolean
  readonly onAdvance: (listener: (event: Advanced) => void) => () => void
  readonly log: Logger
}

/**
 * What a node tells the database of itself, now and then: that it is there and how far, and how it decided. No decision
 * waits for it, and where it fails nothing follows but that it is not known.
 */
export function startUpkeep(options: UpkeepOptions): { close(): Promise<void> } {
  const { pool, state, tally, kind, version, worker, isListening, onAdvance, log } = options
  const id = randomUUID()
  const keeper = createCountKeeper(tally, pool)
  let receipts: readonly Receipt[] = []
  let isClosed = false
  let presenceTimer: NodeJS.Timeout | undefined
  let countsTimer: NodeJS.Timeout | undefined

  const fail = (error: unknown) => log.debug({ err: String(error) }, 'a node could not tell of itself')

  function present(): Presence {
    const decisions = Object.values(tally.totals()).reduce((sum, count) => sum + count, 0)
    const { decisionsWithoutQuery } = counters
    const revision = state.snapshot()?.n ?? 0
    const said = { freshnessAgeMs: state.ageMs(), isListening: isListening(), decisions, decisionsWithoutQuery }
    const unknownFeatures = tally.unknown.top(MOST_UNKNOWN)
    return { id, kind, version, worker, uptimeMs: performance.now(), revision, ...said, receipts, unknownFeatures }
  }

  async function tell(): Promise<void> {
    await writePresence(pool, present()).catch(fail)
    tellIn(PRESENCE_MS)
  }

  function tellIn(delayMs: number): void {
    clearTimeout(presenceTimer)
    const start = () => {
      telling = tell()
    }
    if (!isClosed) presenceTimer = setTimeout(start, delayMs).unref()
  }

  async function count(): Promise<void> {
    keeper.collect(state.nowMs())
    await keeper.write().catch(fail)
    countSoon()
  }

  // At the marks of database time, so that what is collected lies within one minute.
  function countSoon(): void {
    const nowMs = state.snapshot() === null ? 0 : state.nowMs()
    if (!isClosed) countsTimer = setTimeout(count, COUNTS_MS - (nowMs % COUNTS_MS) + MARGIN_MS).unref()
  }

  const stopListening = onAdvance(({ n }) => {
    receipts = withReceipt(receipts, [n, Math.round(state.nowMs())])
    tellIn(RECEIPT_MS)
  })
  let telling = tell()
  countSoon()

  async function close(): Promise<void> {
    isClosed = true
    stopListening()
    clearTimeout(presenceTimer)
    clearTimeout(countsTimer)
    if (state.snapshot() !== null) keeper.collect(state.nowMs())
    const remove = () => removePresence(pool, id)
    await Promise.all([keeper.write().catch(fail), telling.then(remove).catch(fail)])
  }

  return { close }
}
