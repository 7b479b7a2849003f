import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { moveToCore, SERVER_CORE } from './cores'

/** A PostgreSQL for one run, thrown away after. */
export interface PostgresGround {
  readonly workDir: string
  /** As its owner. */
  readonly databaseUrl: string
  clear(): Promise<void>
}

/** Starts PostgreSQL on the servers' core, and fills it before it moves there. @param name of its folder */
export async function preparePostgres<Filled extends object>(
  name: string,
  fill: (databaseUrl: string) => Promise<Filled>,
): Promise<PostgresGround & Filled> {
  const workDir = await mkdtemp(path.join(tmpdir(), `aviary-${name}-`))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(workDir, 'data'),
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  const clear = async () => {
    await postgres.stop()
    await rm(workDir, { recursive: true, force: true })
  }
  try {
    const filled = await fill(postgres.url)
    moveToCore(SERVER_CORE, postgres.pid)
    return { ...filled, workDir, databaseUrl: postgres.url, clear }
  } catch (error) {
    await clear()
    throw error
  }
}
