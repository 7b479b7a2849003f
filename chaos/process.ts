import { type FrontProcess, startServing } from '../tests/support/front-process'
import { startProxy, type TcpProxy } from '../tests/support/tcp-proxy'

/** A process of the product that can be ended and started again at the same address. */
export interface ChaosProcess {
  readonly name: string
  readonly url: string
  /** Between it and the database. */
  readonly proxy: TcpProxy
  /** Ends it; resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again; resolves when it is ready. */
  start(): Promise<void>
  /** Stops it where it stands, or has it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  close(): Promise<void>
}

export interface ProcessOptions {
  readonly name: string
  readonly entry: string
  readonly databaseUrl: string
  readonly settings: Readonly<Record<string, string>>
}

const READY_MS = 20_000

async function untilReady(url: string): Promise<void> {
  for (const deadline = performance.now() + READY_MS; ; ) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null)
    // The door for changes has no such page; that it answers is enough.
    if (answer !== null && answer.status !== 503) return
    if (performance.now() > deadline) throw new Error(`${url} was not ready in time`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function createProcess({ name, entry, databaseUrl, settings }: ProcessOptions): Promise<ChaosProcess> {
  const proxy = await startProxy(databaseUrl)
  let running: FrontProcess = await startServing(entry, proxy.url, settings)
  const { url } = running
  await untilReady(url)
  const end = async (signal: NodeJS.Signals) => {
    running.kill(signal)
    await running.ended
  }
  return {
    name,
    url,
    proxy,
    end,
    start: async () => {
      running = await startServing(entry, proxy.url, { ...settings, PORT: new URL(url).port })
      await untilReady(url)
    },
    signal: (signal) => running.kill(signal),
    close: async () => {
      await end('SIGKILL')
      await proxy.close()
    },
  }
}
