import { spawn } from 'node:child_process'
import { environment as ownEnvironment } from '@/lib/env'

export interface CommandRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a script of ours as npm does, in the project's `folder`, with `typed` on its standard input. */
export function runScript(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  typed = '',
  folder = process.cwd(),
): Promise<CommandRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: folder,
    env: { ...ownEnvironment(), ...environment } as NodeJS.ProcessEnv,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (said.stdout += chunk))
  child.stderr.on('data', (chunk) => (said.stderr += chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(typed)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, ...said }))
  })
}
