import { stat } from 'node:fs/promises'
import { faults } from './faults'
import { type RunAs, run } from './run'

const serviceUser = 'postgres'

/**
 * The user that PostgreSQL runs as. For anybody but root: who started this process (null). For root, whom PostgreSQL
 * refuses: the owner of the cluster if there is one (so that `sudo` and plain starts of the same data can alternate),
 * else the system user `postgres`, made if need be.
 * @throws EmbeddedPostgresError `no_service_user`
 */
export async function chooseRunAs(clusterDir: string | null): Promise<RunAs> {
  if (process.getuid?.() !== 0) return null
  const owner = clusterDir === null ? null : await stat(clusterDir).catch(() => null)
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return ensureUser(serviceUser)
}

/**
 * Finds a system user by name, or creates it.
 * @throws EmbeddedPostgresError `no_service_user`
 */
export async function ensureUser(name: string): Promise<NonNullable<RunAs>> {
  const known = await lookUp(name)
  if (known) return known
  const groupExists = (await run('getent', ['group', name], null)).ok
  const group = groupExists ? ['--gid', name] : ['--user-group']
  const added = await run('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', ...group, name], null)
  const created = await lookUp(name)
  if (created) return created
  throw faults.noServiceUser(name, added.output)
}

async function lookUp(name: string): Promise<RunAs> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)])
  return uid.ok && gid.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : null
}
