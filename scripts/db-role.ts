import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { inMigrationSession } from './support/migration-session'
import { makeRuntimeRole, newPassword, urlAs } from './support/runtime-role'
import { refuseUse } from './support/usage'

const LEAST_LENGTH = 16

const USAGE = `Use: npm run --silent db:role -- --name <role> [--password-stdin]
Makes a role for the application, with a new password, and prints the DATABASE_URL to run it with, once.
With --password-stdin its password is what comes in, and is not printed.
DATABASE_URL must name the owner of the tables, who may make roles.`

interface Given {
  readonly name?: string | undefined
  readonly 'password-stdin'?: boolean | undefined
}

function given(): Given {
  try {
    return parseArgs({ options: { name: { type: 'string' }, 'password-stdin': { type: 'boolean' } } }).values
  } catch {
    return {}
  }
}

async function passwordIn(): Promise<string> {
  const password = (await text(process.stdin)).trim()
  if (password.length < LEAST_LENGTH) throw new Error(`The password must have at least ${LEAST_LENGTH} characters.`)
  return password
}

async function make(name: string, isGiven: boolean): Promise<void> {
  const databaseUrl = await commandDatabaseUrl()
  const role = { name, password: isGiven ? await passwordIn() : newPassword() }
  await inMigrationSession(databaseUrl, (client) => makeRuntimeRole(client, role))
  console.log(isGiven ? `${name} may run the application.` : urlAs(databaseUrl, role))
}

const { name, 'password-stdin': isGiven = false } = given()
if (!name) refuseUse(USAGE)
else runCommand(() => make(name, isGiven))
