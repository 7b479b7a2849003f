import { spawn } from 'node:child_process'

/** The user a process runs as; null is the user of this process. */
export type RunAs = { readonly uid: number; readonly gid: number } | null

const cleanVariables: Record<string, string> = { TZ: 'UTC', LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
/** All that PostgreSQL and its tools get to see of an environment: no locale, time zone or PG* variable of the caller. */
export const cleanEnv = cleanVariables as NodeJS.ProcessEnv

const timeoutMs = 120_000

/**
 * Runs a command to its end, without a shell, from `/` (the caller's directory may be closed to `runAs`).
 * Resolves with what it printed, also when it fails or can't be started; never rejects.
 */
export function run(command: string, args: readonly string[], runAs: RunAs): Promise<{ ok: boolean; output: string }> {
  const outcome = new Promise<{ ok: boolean; output: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      ...runAs,
      cwd: '/',
      env: cleanEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Not `timeout`: Node 20 leaves its timer running, and the process alive, when a command can't be started.
      signal: AbortSignal.timeout(timeoutMs),
      killSignal: 'SIGKILL',
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }))
  })
  return outcome.catch((error: unknown) => ({ ok: false, output: String(error) }))
}

/** Whether `runAs` really gets into a directory: tried by a process of that user, as no mode bits tell all. */
export async function canEnter(directory: string, runAs: RunAs): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], runAs)).ok
}
