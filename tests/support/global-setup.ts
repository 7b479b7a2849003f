import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../lib/embedded-postgres/index'
import { clearLeftOver } from '../../lib/embedded-postgres/left-over'
import { isLocked } from '../../lib/embedded-postgres/lock'
import { bundleThread } from '../../scripts/support/build'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

const prefix = 'aviary-test-postgres-'
/** Fast, and lost at a crash of the machine: the data lives as long as the test run. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_preload_libraries: 'pg_stat_statements',
  max_connections: '300',
}

let dataDir: string | undefined
let postgres: EmbeddedPostgres | undefined

/** One embedded cluster for the whole run, and the bundle that threads start from; the cluster's url reaches the tests through `inject('postgresUrl')`. */
export async function setup(project: TestProject): Promise<void> {
  await removeLeftOvers()
  await bundleThread()
  dataDir = await mkdtemp(join(tmpdir(), prefix))
  await chmod(dataDir, 0o755)
  postgres = await startEmbeddedPostgres({ dataDir, settings })
  project.provide('postgresUrl', postgres.url)
}

export async function teardown(): Promise<void> {
  await postgres?.stop()
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
}

/** Of runs that were killed: their PostgreSQL runs on until somebody stops it. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const directory = join(tmpdir(), name)
    if (!name.startsWith(prefix) || !(await isAbandoned(directory).catch(() => false))) continue
    await clearLeftOver(join(directory, 'postgres', 'data')).catch(() => undefined)
    await rm(directory, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** A young directory may belong to a run that is about to lock it. */
async function isAbandoned(directory: string): Promise<boolean> {
  const ageMs = Date.now() - (await stat(directory)).mtimeMs
  return ageMs > 60_000 && !(await isLocked(directory))
}
