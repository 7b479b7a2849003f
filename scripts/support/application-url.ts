import { inMigrationSession } from './migration-session'
import { makeRuntimeRole, newPassword, urlAs } from './runtime-role'

/**
 * The embedded database's address for the application: as a role that can't touch the audit trail. Its password is new
 * at each start and kept nowhere: commands go in as the owner.
 * @param ownerUrl of the migrated database
 */
export async function applicationUrl(ownerUrl: string): Promise<string> {
  const role = { name: 'aviary_app', password: newPassword() }
  await inMigrationSession(ownerUrl, (client) => makeRuntimeRole(client, role))
  return urlAs(ownerUrl, role)
}
