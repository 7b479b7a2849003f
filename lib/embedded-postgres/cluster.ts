import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastReason } from './failure'
import { faults } from './faults'
import type { Home } from './home'
import { nullIfMissing } from './null-if-missing'
import { run } from './run'

/** The one role of an embedded cluster, its superuser. */
export const superuser = 'aviary'

/**
 * Makes sure that a home holds a cluster of this major version, initializing a new one if it holds none.
 * @returns the superuser's password
 * @throws EmbeddedPostgresError `other_version`, `damaged`, `disk_full`, `start_failed`
 */
export async function ensureCluster(place: Home, native: string, major: string, initFlags: string[]): Promise<string> {
  await removeInterrupted(place.home)
  const passwordFile = join(place.home, 'password')
  const files = (await readdir(place.clusterDir).catch(nullIfMissing)) ?? []
  if (files.length === 0) return initialize(place, native, passwordFile, initFlags)
  if (!files.includes('PG_VERSION')) throw faults.damaged(place.clusterDir, 'PG_VERSION')
  const version = (await readFile(join(place.clusterDir, 'PG_VERSION'), 'utf8')).trim()
  if (version !== major) throw faults.otherVersion(place.clusterDir, version, major)
  return readFile(passwordFile, 'utf8').catch(() => {
    throw faults.damaged(place.home, 'the file password')
  })
}

/** The cluster gets its name last, by a rename: one that has its name is whole, and its password is on the disk. */
async function initialize(place: Home, native: string, passwordFile: string, flags: string[]): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  await writeFile(passwordFile, password, { mode: 0o600, flush: true })
  const draft = await mkdtemp(join(place.home, 'init-'))
  try {
    await writeFile(join(draft, 'password'), password, { mode: 0o600 })
    await mkdir(join(draft, 'data'), { mode: 0o700 })
    if (place.runAs !== null) await giveAway(draft, place.runAs)
    await runInitdb(place, native, draft, flags)
    await rename(join(draft, 'data'), place.clusterDir)
  } finally {
    await removeDraft(draft)
  }
  return password
}

async function giveAway(draft: string, { uid, gid }: NonNullable<Home['runAs']>): Promise<void> {
  for (const path of [join(draft, 'password'), join(draft, 'data'), draft]) await chown(path, uid, gid)
}

async function runInitdb(place: Home, native: string, draft: string, flags: string[]): Promise<void> {
  const { ok, output } = await run(
    join(native, 'bin', 'initdb'),
    [
      '--encoding=UTF8',
      '--locale=C',
      '--username',
      superuser,
      '--auth=scram-sha-256',
      `--pwfile=${join(draft, 'password')}`,
      `--pgdata=${join(draft, 'data')}`,
      ...flags,
    ],
    place.runAs,
  )
  if (ok) return
  if (output.includes('No space left on device')) throw faults.diskFull(place.home)
  throw faults.startFailed(`initdb says "${lastReason(output)}"`, place.home)
}

/** What an interrupted start left. Should it not go, the next start tries again. */
async function removeInterrupted(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith('init-')) await removeDraft(join(home, name)).catch(() => undefined)
  }
}

/** An initdb whose launcher was killed goes on writing for a moment, until it misses its files. */
function removeDraft(draft: string): Promise<void> {
  return rm(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
