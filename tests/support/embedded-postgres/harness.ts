import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { EmbeddedPostgresError, type EmbeddedPostgresOptions, startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { type Driver, type DriverProcess, drive, makeInstallation } from './installation'
import { nobody, query } from './machine'

/** For what is not about durability. */
export const quick = { fsync: 'off' }
/** What PostgreSQL, its tools and its client would heed if they saw it. */
export const misleadingEnv = {
  LANG: 'de_DE.UTF-8',
  LC_ALL: 'xx_XX',
  TZ: 'Asia/Tokyo',
  PGDATA: '/none',
  PGPORT: '1',
  PGSSLMODE: 'require',
}

let root: string

/** One installation for a test file, in a directory that everybody may enter and that goes when the file is done. */
export function installForTests(): { root: string; native: string } {
  const installed = { root: '', native: '' }
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'aviary-embedded-'))
    await chmod(root, 0o755)
    Object.assign(installed, await makeInstallation(join(root, 'installed')))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return installed
}

/** A directory of the test's own. */
export async function scratch(mode = 0o755): Promise<string> {
  const directory = await mkdtemp(join(root, 'test-'))
  await chmod(directory, mode)
  return directory
}

/** Starts in this process; stopped when the test ends, if not before. */
export async function start(options: EmbeddedPostgresOptions) {
  const postgres = await startEmbeddedPostgres({ settings: quick, ...options })
  onTestFinished(() => postgres.stop())
  return postgres
}

/** Starts by a launcher of its own, which ends when the test ends, if not before. */
export async function launch(where: string, options: EmbeddedPostgresOptions, as: DriverProcess = {}): Promise<Driver> {
  const driver = await drive(where, { settings: quick, ...options }, as)
  onTestFinished(async () => void (await driver.end()))
  return driver
}

/** The code and sentence that a start is refused with. */
export async function refusal(options: EmbeddedPostgresOptions): Promise<string> {
  const outcome = await start(options).then(
    () => 'started',
    (thrown: unknown) => thrown,
  )
  return outcome instanceof EmbeddedPostgresError ? `${outcome.code}: ${outcome.message}` : String(outcome)
}

export async function insertRows(url: string): Promise<void> {
  await query(url, 'CREATE TABLE birds (id int)')
  await query(url, 'INSERT INTO birds SELECT generate_series(1, 1000)')
}

export async function countRows(url: string): Promise<number | undefined> {
  const [row] = await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM birds')
  return row?.n
}

/** Node itself may be installed where only root gets, such as /root/.nvm. */
export function nobodyCanRunNode(): boolean {
  try {
    execFileSync(process.execPath, ['--version'], { ...nobody, cwd: '/', stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
