import { spawn } from 'node:child_process'
import path from 'node:path'

/** The path of a command that a package ships: the file itself, for a package exports what is imported, not what is run. */
export function packageCommand(name: string, file: string): string {
  return path.resolve('node_modules', name, file)
}

/** Runs a Node program to its end. Its output is shown only when it fails, or when `isLoud`. @throws when it fails */
export function runNode(
  args: readonly string[],
  environment: Record<string, string> = {},
  output: 'quiet' | 'loud' = 'quiet',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const isLoud = output === 'loud'
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', isLoud ? 'inherit' : 'pipe', isLoud ? 'inherit' : 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args.join(' ')} failed (${code}).\n${said}`)),
    )
  })
}
