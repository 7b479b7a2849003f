import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { faults } from './faults'
import type { Home } from './home'
import { readPostmasterFile, stopPostmaster } from './postmaster'
import { identify, type ProcessIdentity } from './process-identity'
import { cleanEnv } from './run'
import type { ServerLog } from './server-log'

export type LaunchOptions = { readonly settings: Readonly<Record<string, string>>; readonly port: number }

const readyWithinMs = 60_000
const pollMs = 20

/**
 * Starts PostgreSQL once and waits until it takes connections. It gets a process group of its own, so that a
 * terminal's Ctrl-C reaches the launcher alone.
 * @returns its main process, or null if it ended before it was ready
 * @throws EmbeddedPostgresError `start_failed` after 60 s, with PostgreSQL stopped
 */
export async function launch(
  place: Home,
  native: string,
  options: LaunchOptions,
  log: ServerLog,
): Promise<ProcessIdentity | null> {
  const child = spawn(join(native, 'bin', 'postgres'), serverArguments(place.clusterDir, options), {
    ...place.runAs,
    cwd: '/',
    env: cleanEnv,
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  })
  await once(child, 'spawn')
  const postmaster = child.pid === undefined ? null : identify(child.pid)
  if (postmaster === null) return null
  const deadline = performance.now() + readyWithinMs
  while (child.exitCode === null && child.signalCode === null) {
    const file = await readPostmasterFile(place.clusterDir)
    if (file?.pid === postmaster.pid && file.status === 'ready') return postmaster
    if (performance.now() > deadline) return giveUp(postmaster, log)
    await sleep(pollMs)
  }
  return null
}

async function giveUp(postmaster: ProcessIdentity, log: ServerLog): Promise<never> {
  await stopPostmaster(postmaster)
  throw faults.startFailed(`it was not ready within ${readyWithinMs / 1000} seconds`, log.path)
}

function serverArguments(clusterDir: string, { settings, port }: LaunchOptions): string[] {
  const all = {
    max_connections: '100',
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    logging_collector: 'off',
  }
  return ['-D', clusterDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
