import { constants } from 'node:fs'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { giveToOwnerOf } from './record'

const rotateAtBytes = 10 * 1024 * 1024

/** PostgreSQL's log of one start: the open file for its output, and how to read what it wrote since. */
export type ServerLog = { readonly path: string; readonly fd: number; read(): Promise<string>; close(): Promise<void> }

/**
 * Opens postgres.log at its end, after moving a large one to postgres.log.1.
 * It belongs to the owner of the home, and is no link: root opens it in a directory that may be another user's.
 */
export async function openServerLog(home: string): Promise<ServerLog> {
  const path = join(home, 'postgres.log')
  const size = await sizeOf(path)
  if (size > rotateAtBytes) await rename(path, `${path}.1`)
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants
  const file = await open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600)
  const from = size > rotateAtBytes ? 0 : size
  if (process.getuid?.() === 0) await giveToOwnerOf(home, path)
  return {
    path,
    fd: file.fd,
    read: async () => (await readFile(path)).subarray(from).toString('utf8'),
    close: () => file.close(),
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}
