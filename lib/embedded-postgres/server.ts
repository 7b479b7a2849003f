import { setTimeout as sleep } from 'node:timers/promises'
import { classifyFailure, type Failure, lastReason } from './failure'
import { faults } from './faults'
import { findFreePort } from './free-port'
import type { Home } from './home'
import { launch } from './launch'
import { readPostmasterFile } from './postmaster'
import type { ProcessIdentity } from './process-identity'
import { openServerLog, type ServerLog } from './server-log'

/** `port` undefined: any free one. */
export type ServerOptions = { readonly settings: Readonly<Record<string, string>>; readonly port: number | undefined }
export type Server = { readonly postmaster: ProcessIdentity; readonly port: number; readonly log: ServerLog }

const attempts = 20
const betweenAttemptsMs = 300

/**
 * Starts PostgreSQL on a cluster. A free port may be lost to another program before PostgreSQL has it, and backends of
 * a killed PostgreSQL take a moment to notice: both are tried again, for six seconds.
 * @throws EmbeddedPostgresError `port_taken`, `second_instance`, `disk_full`, `start_failed`
 */
export async function startServer(place: Home, native: string, options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const log = await openServerLog(place.home)
    const port = options.port ?? (await findFreePort())
    const postmaster = await launch(place, native, { ...options, port }, log).finally(log.close)
    if (postmaster) return { postmaster, port, log }
    const failure = classifyFailure(await log.read())
    const mayPass = failure === 'left_over_backends' || (failure === 'port_taken' && options.port === undefined)
    if (!mayPass || attempt === attempts) throw await explain(failure, place, port, log)
    await sleep(betweenAttemptsMs)
  }
}

async function explain(failure: Failure, { clusterDir }: Home, port: number, log: ServerLog): Promise<Error> {
  switch (failure) {
    case 'port_taken':
      return faults.portTaken(port)
    case 'disk_full':
      return faults.diskFull(clusterDir)
    case 'in_use':
      return faults.secondInstance(clusterDir, (await readPostmasterFile(clusterDir))?.pid ?? 'unknown')
    case 'left_over_backends':
    case 'other':
      return faults.startFailed(lastReason(await log.read()), log.path)
    default:
      return failure satisfies never
  }
}
