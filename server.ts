import cluster from 'node:cluster'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { startChainWatch } from '@/lib/audit/chain-watch'
import { startHeadLog } from '@/lib/audit/head-log'
import { type Env, EnvError, env, environment } from '@/lib/env'
import { type ConsoleProcess, startConsole } from '@/lib/front/console-process'
import { createForward } from '@/lib/front/forward'
import { createFrontServer } from '@/lib/front/front-server'
import { untilNoneWaits } from '@/lib/front/waiting-connections'
import { overWorkers, sayWhenReady, untilReady } from '@/lib/front/worker'
import { startWorkers } from '@/lib/front/workers'
import { openDoors } from '@/lib/http/doors/open'
import { createRouter } from '@/lib/http/routes'
import { createLog } from '@/lib/telemetry/log'
import { startOtel } from '@/lib/telemetry/otel/start'

const DEADLINE_MS = 9000
/** So long a process on its way out still takes requests, and asks for their connections to be given up. */
const LAST_CALL_MS = 500

type Stop = () => Promise<void>

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function consoleIn(settings: Env, log: Logger): Promise<ConsoleProcess | null> {
  if (!settings.hasConsole) return null
  return startConsole({ port: await freePort(), environment: environment(), log })
}

/** Serves decisions in this process, and forwards to the console at `consolePort`. Resolves to what stops it. */
async function serve(settings: Env, consolePort: number | null, log: Logger): Promise<Stop> {
  const stopOtel = settings.hasOtel ? await startOtel(settings) : null
  const doors = openDoors({
    databaseUrl: settings.databaseUrl,
    maxStalenessMs: settings.maxStalenessMs,
    metricsToken: settings.metricsToken,
    kind: 'front',
    version: settings.version,
    worker: settings.worker,
    overWorkers,
    log,
  })
  const { publicOrigin, trustedProxies: proxies } = settings
  const { reached } = doors.node
  const forward = consolePort === null ? null : createForward({ port: consolePort, publicOrigin, proxies, reached })
  const server = createFrontServer(createRouter(doors.context), forward)
  await untilReady(doors.node, settings.workerWaitMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  log.info({ address: server.address() }, 'serving')
  sayWhenReady(doors.node)
  const stopHeadLog = startHeadLog(doors.node.pool, log)
  const stopChainWatch = startChainWatch(doors.node.pool, log)
  return async () => {
    doors.drain()
    // A connection that is closed as its next request is on the way would fail that: it is given up with an answer.
    server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'))
    await sleep(LAST_CALL_MS)
    await untilNoneWaits(server)
    const closed = new Promise((resolve) => server.close(resolve))
    // A connection kept alive falls idle when its last request is answered.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    await closed
    clearInterval(sweep)
    await Promise.all([stopHeadLog(), stopChainWatch()])
    await doors.close()
    await stopOtel?.()
  }
}

/** Has workers serve, and replaces them in order on SIGHUP. */
function supervise({ workers: count }: Env, consolePort: number | null, log: Logger): Stop {
  const environment: Record<string, string> = consolePort === null ? {} : { AVIARY_CONSOLE_PORT: String(consolePort) }
  const workers = startWorkers({ count, environment, log, onHopeless: () => process.exit(1) })
  process.on('SIGHUP', () => {
    log.info('the decision workers are replaced one after the other')
    void workers.restart()
  })
  return workers.stop
}

async function start(settings: Env, log: Logger): Promise<Stop> {
  if (cluster.isWorker) return serve(settings, settings.consolePort, log)
  const consoleProcess = await consoleIn(settings, log)
  const port = consoleProcess?.port ?? null
  const stopServing = settings.workers > 1 ? supervise(settings, port, log) : await serve(settings, port, log)
  return async () => {
    await Promise.all([stopServing(), consoleProcess?.stop()])
  }
}

function stopOnSignal(stop: Stop, log: Logger): void {
  let isStopping = false
  const begin = (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), DEADLINE_MS).unref()
    stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', begin).on('SIGINT', begin)
  // A launcher that was killed can't tell: the channel to it closes.
  if (!cluster.isWorker) process.once('disconnect', () => begin('disconnect'))
}

async function main(): Promise<void> {
  const settings = env()
  const log = createLog('front', settings.logLevel)
  if (settings.databaseUrl === '') throw new EnvError('DATABASE_URL: must be set (npm start sets it)')
  stopOnSignal(await start(settings, log), log)
}

main().catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE'
  const why = isTaken ? 'PORT: another program is listening there. Set PORT to a free one.' : error.message
  process.stderr.write(`Aviary can't start: ${why}\n`)
  process.exit(1)
})
