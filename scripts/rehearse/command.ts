import { spawn } from 'node:child_process'

export interface Ran {
  readonly output: string
  readonly seconds: number
  /** Of the process at most, in MB; null where it did not say. */
  readonly memoryMb: number | null
  readonly status: number | null
}

export interface RunOptions {
  readonly databaseUrl: string
  /** Ended by SIGKILL as soon as it says this. */
  readonly killedAt?: string
}

/** Runs one of our commands as npm does. */
export function runCommandOf(script: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, DATABASE_URL: options.databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let said = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => {
    said += chunk
    if (options.killedAt !== undefined && said.includes(options.killedAt)) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      const [, memory] = /at most (\d+) MB/.exec(said) ?? []
      const seconds = (performance.now() - startedAtMs) / 1000
      const told = status === 0 || options.killedAt !== undefined ? output : `${output}${said}`
      resolve({ output: told, seconds, memoryMb: memory === undefined ? null : Number(memory), status })
    })
  })
}

/** As `runCommandOf`. @throws what it said, where it fails */
export async function mustRun(script: string, args: readonly string[], databaseUrl: string): Promise<Ran> {
  const ran = await runCommandOf(script, args, { databaseUrl })
  if (ran.status !== 0) throw new Error(`${script} ${args.join(' ')} failed (${ran.status}).\n${ran.output}`)
  return ran
}
