import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { environment } from '@/lib/env'

/** The front as a process of its own, without a console. */
export interface FrontProcess {
  readonly url: string
  readonly pid: number
  /** Everything logged so far. */
  logged(): string
  kill(signal: NodeJS.Signals): void
  /** Resolves when it has ended: to its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const SERVING = /"address":"127\.0\.0\.1","family":"IPv4","port":(\d+)\}.*"msg":"serving"/
const run = promisify(execFile)

/** The processes that a process has started and that run. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat='])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return rows.flatMap(([own, parent, stat]) => (Number(parent) === pid && !stat?.startsWith('Z') ? [Number(own)] : []))
}

/** Whether a process runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const bundles = new Map<string, Promise<string>>()

/** A program as the front is shipped, in one file beside its packages: it starts in half the time. */
async function bundle(entry: string): Promise<string> {
  const outfile = path.resolve(`node_modules/.cache/aviary-tests/${path.basename(entry, '.ts')}-${process.pid}.mjs`)
  const shape = { bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' } as const
  await build({ entryPoints: [entry], outfile, ...shape })
  process.once('exit', () => rmSync(outfile, { force: true }))
  return outfile
}

async function portOf(child: ChildProcess, logged: () => string): Promise<number> {
  for (;;) {
    const port = SERVING.exec(logged())?.[1]
    if (port !== undefined) return Number(port)
    if (child.exitCode !== null) throw new Error(`the front ended: ${logged()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Starts the front on any free port. Resolves when it serves. */
export function startFront(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<FrontProcess> {
  return startServing('server.ts', databaseUrl, settings)
}

/**
 * Starts a program that serves, and says so, as the front does. Resolves when it serves.
 * @param folder of the project, where its migrations are
 */
export async function startServing(
  entry: string,
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
  folder = process.cwd(),
): Promise<FrontProcess> {
  const own = { NODE_OPTIONS: '', DATABASE_URL: databaseUrl, PORT: '0', AVIARY_CONSOLE: '0', ...settings }
  const file = bundles.get(entry) ?? bundle(entry)
  bundles.set(entry, file)
  const child = spawn(process.execPath, [await file], {
    cwd: folder,
    env: { ...(environment() as NodeJS.ProcessEnv), ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
  const port = await portOf(child, () => output)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    logged: () => output,
    kill: (signal) => void child.kill(signal),
    ended,
  }
}
