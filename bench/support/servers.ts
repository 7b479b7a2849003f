import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { claimPort } from '@/scripts/support/port'
import { onCore, SERVER_CORE } from './cores'
import type { Ground } from './ground'

const READY_MS = 60_000

/** A server under test. */
export interface Server {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + READY_MS; !(await isTrue().catch(() => false)); ) {
    if (Date.now() > deadline) throw new Error(`${what} was not ready after ${READY_MS / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function isOk(url: string): Promise<boolean> {
  return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })).status < 400
}

/** Starts the product as `npm start` does, after its build, on one core. @param withConsole and waits for it too */
export async function startProduct(ground: Ground, databaseUrl: string, withConsole: boolean): Promise<Server> {
  const front = { file: path.resolve('dist/server.mjs'), workDir: ground.workDir, databaseUrl, hasConsole: withConsole }
  const server = await startFront(front)
  if (withConsole) await until(() => isOk(`http://127.0.0.1:${server.port}/sign-in`), 'the console')
  return server
}

interface Front {
  /** Its bundle. */
  readonly file: string
  /** Where it logs. */
  readonly workDir: string
  readonly databaseUrl: string
  readonly hasConsole: boolean
  /** One where absent: then the front itself answers. */
  readonly workers?: number
}

/** Starts a front on the servers' core. Resolves when it is ready. */
export async function startFront({ file, workDir, databaseUrl, hasConsole, workers = 1 }: Front): Promise<Server> {
  const port = await claimPort(0, '127.0.0.1')
  const origin = `http://127.0.0.1:${port}`
  const log = openSync(path.join(workDir, 'front.log'), 'a')
  const [command, ...args] = onCore(SERVER_CORE, [process.execPath, '--enable-source-maps', file])
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    WEB_CONCURRENCY: String(workers),
    AVIARY_CONSOLE: hasConsole ? '1' : '0',
    NEXTAUTH_SECRET: 'bench-bench-bench-bench-bench-bench',
    NEXTAUTH_URL: origin,
  }
  const child = spawn(command, args, { env, stdio: ['ignore', log, log] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const isEnded = ended.then(() => {
    throw new Error('the front ended')
  })
  await Promise.race([until(() => isOk(`${origin}/api/health/ready`), 'the front'), isEnded])
  return {
    port,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** What the bare server sends: the product's own headers and bodies. */
export interface Recorded {
  readonly headers: Readonly<Record<string, string>>
  /** Bodies by actor id. */
  readonly answers: readonly (readonly [string, string])[]
}

/** Starts the bare `node:http` server on the same core. */
export async function startBareServer({ workDir }: Pick<Ground, 'workDir'>, recorded: Recorded): Promise<Server> {
  const file = path.join(workDir, 'recorded.json')
  await writeFile(file, JSON.stringify(recorded))
  const [command, ...args] = onCore(SERVER_CORE, [
    process.execPath,
    '--enable-source-maps',
    path.resolve('bench/bare-server.mjs'),
    file,
  ])
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve) =>
    child.once('message', (said) => resolve((said as { port: number }).port)),
  )
  return {
    port,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}
