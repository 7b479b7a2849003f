import { realpath } from 'node:fs/promises'
import { servesCluster } from './database'
import { explainSystemError } from './faults'
import { clusterDirOf, existingHome } from './home'
import { readRecord } from './record'

/**
 * The url of the embedded database that runs on a data directory at this moment, for commands beside the one that
 * started it; null if none does. It is tried by connecting.
 * @throws EmbeddedPostgresError `not_writable` if this user may not read the data directory
 */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  try {
    const directory = await realpath(dataDir).catch(() => dataDir)
    const url = (await readRecord(directory))?.url
    const home = await existingHome(directory)
    if (url === undefined || home === null) return null
    return (await servesCluster(url, clusterDirOf(home)).catch(() => false)) ? url : null
  } catch (error) {
    throw explainSystemError(error, dataDir)
  }
}
