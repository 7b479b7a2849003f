import { parseArgs } from 'node:util'
import { createConsoleUser, type NewConsoleUser } from '@/lib/changes/create-console-user'
import { ChangeError } from '@/lib/changes/errors'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'

const USAGE = 'npm run --silent console-user -- --email ada@example.edu --role system_admin|support [--name "Ada Berg"]'

function given(): NewConsoleUser {
  const options = { email: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } } as const
  const { email, role, name } = parseArgs({ options }).values
  if (email === undefined || role === undefined) throw new Error(`Use: ${USAGE}`)
  return { email, role: role as NewConsoleUser['role'], name }
}

runCommand(async () => {
  const input = given()
  const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
  try {
    const { password } = await createConsoleUser({ pool, principal: operator(), requestId: 'command' }, input)
    console.log(password)
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error
    throw new Error(
      [error.message, ...error.faults.map(({ path, message }) => `--${path}: ${message}`), `Use: ${USAGE}`].join('\n'),
    )
  } finally {
    await pool.end()
  }
})
