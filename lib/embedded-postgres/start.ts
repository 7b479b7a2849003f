import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { usableBinaries } from './binaries'
import { ensureCluster } from './cluster'
import { databaseUrl, ensureDatabase } from './database'
import { explainSystemError } from './faults'
import { type Home, openHome } from './home'
import { clearLeftOver } from './left-over'
import { takeLock } from './lock'
import { findPlatformPackage, type PlatformPackage } from './platform-package'
import { writeRecord } from './record'
import { startServer } from './server'
import { stopFailed, stopper } from './stop'

export type EmbeddedPostgresOptions = {
  /** Made if it does not exist; may hold other things too. */
  readonly dataDir: string
  readonly database?: string
  /** Settings of postgresql.conf. The defaults are PostgreSQL's own, durable ones, and 100 connections. */
  readonly settings?: Readonly<Record<string, string>>
  /** Any free one unless given. */
  readonly port?: number
  /** For root only: where to keep what PostgreSQL's user can't reach in its place. */
  readonly sharedDir?: string
}

export type EmbeddedPostgres = {
  readonly url: string
  /** Of PostgreSQL's main process. */
  readonly pid: number
  /** Whether this start created the database. */
  readonly isFresh: boolean
  /** Stops PostgreSQL and waits until it is gone, 19 s at the very most; a second call waits for the first. */
  stop(): Promise<void>
}

type Locked = { dataDir: string; place: Home; found: PlatformPackage; release: () => Promise<void> }

const defaultSharedDir = '/var/lib/aviary'

/**
 * Starts the PostgreSQL that comes with npm on a data directory, with an empty database the first time. It listens on
 * 127.0.0.1 alone and outlives signals to this process: whoever starts it stops it, last. What a killed launcher left
 * running is stopped first.
 * @throws EmbeddedPostgresError with a code, and a sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const found = await findPlatformPackage()
  const releases: (() => Promise<void>)[] = []
  const release = async () => {
    for (const unlock of releases.splice(0).reverse()) await unlock()
  }
  try {
    await mkdir(options.dataDir, { recursive: true })
    const dataDir = await realpath(options.dataDir)
    releases.push(await takeLock(dataDir))
    const place = await openHome(dataDir, options.sharedDir ?? defaultSharedDir)
    releases.push(await takeLock(place.home))
    return await startLocked(options, { dataDir, place, found, release })
  } catch (error) {
    await release()
    throw explainSystemError(error, options.dataDir)
  }
}

async function startLocked(options: EmbeddedPostgresOptions, locked: Locked): Promise<EmbeddedPostgres> {
  const { dataDir, place, found, release } = locked
  const { database = 'aviary', settings = {}, port, sharedDir = defaultSharedDir } = options
  await clearLeftOver(place.clusterDir)
  const native = await usableBinaries(found, place.runAs, place.runAs === null ? join(dataDir, 'binaries') : sharedDir)
  const initFlags = settings.fsync === 'off' ? ['--no-sync'] : []
  const password = await ensureCluster(place, native, found.major, initFlags)
  const server = await startServer(place, native, { settings, port })
  try {
    const url = databaseUrl(server.port, password, database)
    const isFresh = await ensureDatabase(databaseUrl(server.port, password, 'postgres'), database)
    await writeRecord(dataDir, { home: place.home, url, pid: server.postmaster.pid })
    return { url, pid: server.postmaster.pid, isFresh, stop: stopper({ dataDir, home: place, server, release }) }
  } catch (error) {
    throw await stopFailed(error, server, place)
  }
}
