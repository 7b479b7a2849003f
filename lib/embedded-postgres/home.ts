import { createHash } from 'node:crypto'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { faults } from './faults'
import { readRecord, writeRecord } from './record'
import { canEnter, type RunAs } from './run'
import { chooseRunAs } from './service-user'

/** Where the database of a data directory lives, and who runs it. `home` holds data/, password and postgres.log. */
export type Home = { readonly home: string; readonly clusterDir: string; readonly runAs: RunAs }

/**
 * Finds or makes the home of a data directory's database: `<dataDir>/postgres`, or, where root's service user can't
 * get in there, a directory of `sharedDir` that postgres.json names. Whoever deletes the data directory starts anew.
 * @throws EmbeddedPostgresError `not_enterable`, `no_service_user`, `damaged`
 */
export async function openHome(dataDir: string, sharedDir: string): Promise<Home> {
  const known = await existingHome(dataDir)
  const runAs = await chooseRunAs(known && clusterDirOf(known))
  const home = known ?? (await makeHome(dataDir, sharedDir, runAs))
  if (runAs !== null && !(await canEnter(home, runAs))) throw faults.notEnterable(home)
  return { home, clusterDir: clusterDirOf(home), runAs }
}

/**
 * The home that a data directory already has, or null.
 * @throws EmbeddedPostgresError `damaged` if it was kept in the shared directory, and is there no more
 */
export async function existingHome(dataDir: string): Promise<string | null> {
  const inside = join(dataDir, 'postgres')
  if (await isDirectory(inside)) return inside
  const record = await readRecord(dataDir)
  if (!record?.isShared) return null
  if (!(await isDirectory(record.home))) throw faults.homeGone(dataDir, record.home)
  return record.home
}

/** The PostgreSQL data directory (PGDATA) of a home. */
export function clusterDirOf(home: string): string {
  return join(home, 'data')
}

async function makeHome(dataDir: string, sharedDir: string, runAs: RunAs): Promise<string> {
  if (runAs === null || (await canEnter(dataDir, runAs))) {
    const inside = join(dataDir, 'postgres')
    await makeDirectory(inside, runAs === null ? 0o700 : 0o711)
    return inside
  }
  const home = await makeSharedHome(dataDir, sharedDir)
  await writeRecord(dataDir, { home })
  return home
}

/** A name that is taken belongs to a data directory that was deleted since: its data stays, unused. */
async function makeSharedHome(dataDir: string, sharedDir: string): Promise<string> {
  const clusters = join(sharedDir, 'clusters')
  await makeSharedDirectory(sharedDir)
  await makeSharedDirectory(clusters)
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  for (let generation = 1; ; generation++) {
    const home = join(clusters, generation === 1 ? name : `${name}-${generation}`)
    if (await isDirectory(home)) continue
    await makeDirectory(home, 0o711)
    return home
  }
}

/** Makes a directory that everybody may read and pass, whatever the umask; one that is there stays as it is. */
export async function makeSharedDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return
  await mkdir(path, { recursive: true })
  await chmod(path, 0o755)
}

async function makeDirectory(path: string, mode: number): Promise<void> {
  await mkdir(path)
  await chmod(path, mode)
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}
