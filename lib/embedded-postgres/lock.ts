import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { faults } from './faults'
import { codeOf, nullIfMissing } from './null-if-missing'
import { identify, isAlive, type ProcessIdentity } from './process-identity'

const Holder = z.object({ pid: z.number(), startedAt: z.string() })

/**
 * Takes the lock of a directory for this process, for as long as it lives; the lock of a dead process is taken over.
 * PostgreSQL's own lock on its data stands behind this one, which is there for the sentence and for whom to stop.
 * @returns how to release it
 * @throws EmbeddedPostgresError `second_instance` while a living process, this one included, holds it
 */
export async function takeLock(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'launcher.lock')
  const mine = JSON.stringify(identify(process.pid))
  while (!(await claim(path, mine))) {
    const theirs = await readFile(path, 'utf8').catch(nullIfMissing)
    if (theirs === null) continue
    const holder = parseHolder(theirs)
    if (holder && isAlive(holder)) throw faults.secondInstance(directory, holder.pid)
    await removeStale(path, theirs)
  }
  return () => rm(path, { force: true })
}

/** Whether a living process holds the lock of a directory. */
export async function isLocked(directory: string): Promise<boolean> {
  const text = await readFile(join(directory, 'launcher.lock'), 'utf8').catch(nullIfMissing)
  const holder = text === null ? null : parseHolder(text)
  return holder !== null && isAlive(holder)
}

/** A link appears whole or not at all, and never in the place of another. */
async function claim(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: 0o644 })
    await link(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Two may find the same dead lock; whoever moved away the winner's new one puts it back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  await rename(path, aside).catch(nullIfMissing)
  const moved = await readFile(aside, 'utf8').catch(nullIfMissing)
  if (moved !== null && moved !== stale) await rename(aside, path)
  else await rm(aside, { force: true })
}

function parseHolder(text: string): ProcessIdentity | null {
  try {
    return Holder.parse(JSON.parse(text))
  } catch {
    return null
  }
}
