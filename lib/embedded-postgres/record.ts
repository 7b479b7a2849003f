import { randomUUID } from 'node:crypto'
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { nullIfMissing } from './null-if-missing'

const ClusterRecord = z.object({
  /** The directory that holds the cluster, its password and its log. */
  home: z.string(),
  /** Whether `home` lies outside the data directory. If not, a copied or moved record must not lead to it. */
  isShared: z.boolean(),
  /** Only while it runs. */
  url: z.string().optional(),
  pid: z.number().optional(),
})
export type ClusterRecord = z.infer<typeof ClusterRecord>

const fileName = 'postgres.json'

/** Reads `<dataDir>/postgres.json`; null if there is none, or none that can be understood. */
export async function readRecord(dataDir: string): Promise<ClusterRecord | null> {
  const text = await readFile(join(dataDir, fileName), 'utf8').catch(nullIfMissing)
  try {
    return ClusterRecord.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}

/** Replaces `<dataDir>/postgres.json` in one step. It holds a password: only the owner of `dataDir` may read it. */
export async function writeRecord(dataDir: string, running: Omit<ClusterRecord, 'isShared'>): Promise<void> {
  const record: ClusterRecord = { ...running, isShared: dirname(running.home) !== dataDir }
  const path = join(dataDir, fileName)
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
    if (process.getuid?.() === 0) await giveToOwnerOf(dataDir, draft)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gives a file that root made to the owner of a directory, so that root's starts and the owner's can alternate. */
export async function giveToOwnerOf(directory: string, path: string): Promise<void> {
  const { uid, gid } = await stat(directory)
  await chown(path, uid, gid)
}
