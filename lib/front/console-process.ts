import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import type { Logger } from 'pino'
import { counters } from '@/lib/telemetry/counters'
import { hearRefusal } from '@/lib/telemetry/refusals'

const PROBE_MS = 100
const LONGEST_WAIT_MS = 5000
const SETTLED_MS = 10_000
const STOP_MS = 5000
/** Below decisions, so that a render never takes the core from one. */
const CONSOLE_PRIORITY = 10
// The console must not outlive a front that was killed: the channel between them closes, and it ends itself.
const END_WITH_PARENT = 'data:text/javascript,process.on("disconnect",()=>process.exit(0))'

/** The console logs in lines of JSON. What Next says beside them tells of an address that is nobody's. */
function passOn(line: string, log: Logger): void {
  if (line.startsWith('{')) process.stdout.write(`${line}\n`)
  else if (line !== '') log.debug({ line }, 'the console said')
}

/** The console: plain Next in a process of its own, started and watched. */
export interface ConsoleProcess {
  readonly port: number
  isUp(): boolean
  stop(): Promise<void>
}

export interface ConsoleOptions {
  /** A free loopback port, kept through restarts. */
  readonly port: number
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: Logger
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/live`, { signal: AbortSignal.timeout(2000) })
    return response.ok
  } catch {
    return false
  }
}

// Longer than the front keeps an idle connection: one that the console has just closed would fail its next request.
const KEPT_OPEN = ['--keepAliveTimeout', '75000']

/** Starts the console and starts it again, with back-off, whenever it dies. */
export function startConsole({ port, environment, log }: ConsoleOptions): ConsoleProcess {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  let child: ChildProcess | null = null
  let isUp = false
  let isStopping = false
  let deaths = 0
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    const startedAtMs = performance.now()
    const own = spawn(
      process.execPath,
      ['--import', END_WITH_PARENT, next, 'start', '-H', '127.0.0.1', '-p', String(port), ...KEPT_OPEN],
      {
        env: environment as NodeJS.ProcessEnv,
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      },
    )
    child = own
    if (own.pid !== undefined) setPriority(own.pid, CONSOLE_PRIORITY)
    if (own.stdout !== null) createInterface(own.stdout).on('line', (line) => passOn(line, log))
    own.on('message', hearRefusal)
    own.on('error', (error) => log.error({ err: error.message }, 'the console could not be started'))
    own.on('exit', (code, signal) => restart(code ?? signal, startedAtMs))
    void probe(own)
  }

  async function probe(own: ChildProcess): Promise<void> {
    while (own === child && !isUp && !isStopping) {
      if (await answers(port)) isUp = own === child
      else await new Promise((resolve) => setTimeout(resolve, PROBE_MS))
    }
  }

  function restart(reason: unknown, startedAtMs: number): void {
    isUp = false
    child = null
    if (isStopping) return
    counters.consoleRestarts++
    deaths = performance.now() - startedAtMs > SETTLED_MS ? 0 : deaths + 1
    const waitMs = Math.min(LONGEST_WAIT_MS, 100 * 2 ** deaths)
    log.error({ reason, waitMs }, 'the console ended and is started again')
    timer = setTimeout(start, waitMs)
  }

  async function stop(): Promise<void> {
    isStopping = true
    clearTimeout(timer)
    const last = child
    if (last === null) return
    const ended = new Promise((resolve) => last.once('exit', resolve))
    last.kill('SIGTERM')
    const hard = setTimeout(() => last.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(hard)
  }

  start()
  return { port, isUp: () => isUp, stop }
}
