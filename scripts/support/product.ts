import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { claimPort } from './port'
import type { KeptSecrets } from './secrets'

const READY_MS = 180_000

/** The product as `npm start` runs it, on a data directory of its own. */
export interface RunningProduct {
  readonly url: string
  /** What is kept in the data directory: the demo's key and sign-ins. */
  readonly secrets: KeptSecrets
  /** The launcher's process id. */
  readonly pid: number
  /** What it has printed so far. */
  said(): string
  stop(signal?: NodeJS.Signals): Promise<void>
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
  if (!response?.ok) return false
  const page = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) }).catch(() => null)
  return page !== null && page.status < 500
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Aviary did not become ready:\n${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** Starts the product and waits until it and its console answer. @throws with what it said when it does not */
export async function startProduct(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const port = await claimPort(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  const environment = {
    ...process.env,
    DATABASE_URL: '',
    PORT: String(port),
    AVIARY_DATA_DIR: dataDir,
    // With a database of one's own it must be said where people reach the product.
    ...(settings.DATABASE_URL !== undefined && { NEXTAUTH_URL: url }),
    LOG_LEVEL: 'warn',
    ...settings,
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  await untilReady(url, child, () => said)
  return {
    url,
    secrets: JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')),
    pid: child.pid ?? 0,
    said: () => said,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await ended
    },
  }
}
