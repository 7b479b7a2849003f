import cluster, { type Worker } from 'node:cluster'
import type { Logger } from 'pino'
import { createMetricsOfAll } from './metrics-of-all'
import { type WorkerMessage, workerMessage } from './worker-messages'

/** One that dies again and again is started less and less often. */
const LEAST_WAIT_MS = 200
const MOST_WAIT_MS = 5000
const SETTLED_MS = 10_000
/** So long a new worker may take until it serves, before the old one is kept. */
const READY_MS = 20_000
/**
 * Until it has read the facts a worker takes no connections: the others have them. Those of the first generation take
 * them anyway after a while, so that somebody says that the database is away.
 */
const FIRST_WAIT_MS = 3000
const LATER_WAIT_MS = 60_000
/** Longer than a worker's own deadline. */
const END_MS = 9500

export interface WorkersOptions {
  readonly count: number
  /** For each worker's environment, besides its number. */
  readonly environment: Readonly<Record<string, string>>
  readonly log: Logger
  /** The first worker could not even start: nothing will. */
  readonly onHopeless: () => void
}

/** Decision workers that share a port. */
export interface Workers {
  /** Replaces one after the other, each by one that is ready before it. */
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Seat {
  readonly number: number
  worker: Worker
  startedAtMs: number
  deaths: number
}

const ended = (worker: Worker) =>
  new Promise<void>((resolve) => {
    if (worker.isDead()) resolve()
    else worker.once('exit', () => resolve())
  })

function readiness(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, READY_MS, false)
    const settle = (isReady: boolean) => {
      clearTimeout(timer)
      resolve(isReady)
    }
    worker.on('message', (given) => {
      if (workerMessage(given)?.kind === 'aviary:ready') settle(true)
    })
    worker.once('exit', () => settle(false))
  })
}

async function end(worker: Worker): Promise<void> {
  worker.process.kill('SIGTERM')
  const hard = setTimeout(() => worker.process.kill('SIGKILL'), END_MS)
  await ended(worker)
  clearTimeout(hard)
}

/** Starts workers and keeps their number. */
export function startWorkers({ count, environment, log, onHopeless }: WorkersOptions): Workers {
  let isStopping = false
  let wasReady = false
  let restarts = 0
  let restarting: Promise<void> = Promise.resolve()

  function fork(number: number): Worker {
    const waitMs = wasReady ? LATER_WAIT_MS : FIRST_WAIT_MS
    const own = { AVIARY_WORKER: String(number), AVIARY_WORKER_WAIT_MS: String(waitMs) }
    const worker = cluster.fork({ ...environment, ...own })
    worker.on('message', (given) => void hear(worker, given))
    return worker
  }

  async function hear(worker: Worker, given: unknown): Promise<void> {
    const said = workerMessage(given)
    if (said?.kind === 'aviary:ready') wasReady = true
    if (said?.kind !== 'aviary:metrics-of-all') return
    const message: WorkerMessage = { kind: 'aviary:metrics-text', id: said.id, text: await metrics.text() }
    if (worker.isConnected()) worker.send(message)
  }

  function sit(seat: Seat, worker: Worker): void {
    seat.worker = worker
    seat.startedAtMs = performance.now()
    worker.once('exit', (code, signal) => {
      // Replaced in order, it has left its seat already.
      if (!isStopping && seat.worker === worker) replaceDead(seat, signal ?? code)
    })
  }

  function replaceDead(seat: Seat, reason: string | number): void {
    if (!wasReady && reason === 1) {
      onHopeless()
      return
    }
    seat.deaths = performance.now() - seat.startedAtMs > SETTLED_MS ? 0 : seat.deaths + 1
    const waitMs = Math.min(MOST_WAIT_MS, LEAST_WAIT_MS * 2 ** Math.max(0, seat.deaths - 1))
    restarts++
    log.error(
      { pid: seat.worker.process.pid, worker: seat.number, reason, waitMs },
      'a decision worker ended and is started again',
    )
    setTimeout(() => {
      if (!isStopping) sit(seat, fork(seat.number))
    }, waitMs)
  }

  async function replace(seat: Seat): Promise<boolean> {
    const [old, next] = [seat.worker, fork(seat.number)]
    if (!(await readiness(next)) || isStopping) {
      await end(next)
      return false
    }
    sit(seat, next)
    await end(old)
    return true
  }

  async function replaceAll(): Promise<void> {
    for (const seat of seats) {
      if (isStopping) return
      if (!(await replace(seat))) {
        log.error({ worker: seat.number }, 'a new worker did not come up: the old ones go on')
        return
      }
      log.info({ worker: seat.number, pid: seat.worker.process.pid }, 'a decision worker was replaced')
    }
    log.info('all decision workers were replaced')
  }

  function restart(): Promise<void> {
    restarting = restarting.then(replaceAll)
    return restarting
  }

  async function stop(): Promise<void> {
    isStopping = true
    await Promise.all(Object.values(cluster.workers ?? {}).flatMap((worker) => (worker ? [end(worker)] : [])))
  }

  const seats: Seat[] = Array.from({ length: count }, (_none, at) => {
    const seat: Seat = { number: at + 1, worker: fork(at + 1), startedAtMs: 0, deaths: 0 }
    sit(seat, seat.worker)
    return seat
  })
  const seated = () => seats.map(({ worker }) => worker)
  const metrics = createMetricsOfAll(seated, {
    running: () => seated().filter((worker) => !worker.isDead()).length,
    restarts: () => restarts,
  })
  return { restart, stop }
}
