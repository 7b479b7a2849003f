import { readFile, writeFile } from 'node:fs/promises'
import { postmasterFile, readPostmasterFile, stopPostmaster } from './postmaster'
import { commandLine, identify } from './process-identity'

/**
 * Clears what a killed launcher left of PostgreSQL on a cluster; only for who holds the locks.
 * One that still runs is stopped, not adopted: so each start has its own settings, port and version, and one way to
 * stop. The command line tells it from a process that was given the number of a PostgreSQL long gone.
 */
export async function clearLeftOver(clusterDir: string): Promise<void> {
  const left = await readPostmasterFile(clusterDir)
  if (left === null) return
  const running = identify(left.pid)
  if (running && commandLine(left.pid).includes(`-D ${clusterDir} `)) await stopPostmaster(running)
  else await voidLockFile(clusterDir)
}

/**
 * PostgreSQL takes any process with the number in its lock file, a zombie or a stranger after a reboot, for another
 * PostgreSQL; but never its own parent. The rest of the file stays: by it PostgreSQL finds backends that still run.
 */
async function voidLockFile(clusterDir: string): Promise<void> {
  const path = postmasterFile(clusterDir)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/^\d+/, String(process.pid)))
}
