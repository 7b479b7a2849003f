import { parseArgs } from 'node:util'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { inMigrationSession } from './support/migration-session'
import { makeRuntimeRole, newPassword, urlAs } from './support/runtime-role'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run --silent db:role -- --name <role>
Makes a role for the application, with a new password, and prints the DATABASE_URL to run it with, once.
DATABASE_URL must name the owner of the tables, who may make roles.`

function given(): string | null {
  try {
    return parseArgs({ options: { name: { type: 'string' } } }).values.name || null
  } catch {
    return null
  }
}

async function make(name: string): Promise<void> {
  const databaseUrl = await commandDatabaseUrl()
  const role = { name, password: newPassword() }
  await inMigrationSession(databaseUrl, (client) => makeRuntimeRole(client, role))
  console.log(urlAs(databaseUrl, role))
}

const name = given()
if (name === null) refuseUse(USAGE)
else runCommand(() => make(name))
