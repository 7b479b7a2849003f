import { classifyFailure, lastReason } from './failure'
import { explainSystemError, faults } from './faults'
import type { Home } from './home'
import { stopPostmaster } from './postmaster'
import { writeRecord } from './record'
import type { Server } from './server'

/** What a stop needs to know of a start. */
export type Running = {
  readonly dataDir: string
  readonly home: Home
  readonly server: Server
  readonly release: () => Promise<void>
}

/** Makes the stop of a running database: the first call does it, every call waits for it. */
export function stopper({ dataDir, home, server, release }: Running): () => Promise<void> {
  const stop = async () => {
    await stopPostmaster(server.postmaster)
    // The data directory may be gone or full by now, and the record's url leads nowhere anyway.
    await writeRecord(dataDir, { home: home.home }).catch(() => undefined)
    await release()
  }
  let stopped: Promise<void> | undefined
  return () => {
    stopped ??= stop()
    return stopped
  }
}

/** Stops a server whose start failed after it was ready, and says why it failed. */
export async function stopFailed(error: unknown, server: Server, { clusterDir }: Home): Promise<unknown> {
  await stopPostmaster(server.postmaster)
  const explained = explainSystemError(error, clusterDir)
  if (explained !== error) return explained
  const log = await server.log.read().catch(() => '')
  if (classifyFailure(`${log}\n${error}`) === 'disk_full') return faults.diskFull(clusterDir)
  return faults.startFailed(lastReason(String(error)), server.log.path)
}
