import { parseArgs } from 'node:util'
import { createApiKey } from '@/lib/changes/create-api-key'
import { ChangeError } from '@/lib/changes/errors'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'

const USAGE =
  'npm run --silent api-key -- --name N --scopes decide,admin [--rate N] [--origins https://a,https://b] [--expires 2027-01-01T00:00:00Z]'

function given() {
  const options = {
    name: { type: 'string' },
    scopes: { type: 'string' },
    rate: { type: 'string' },
    origins: { type: 'string' },
    expires: { type: 'string' },
  } as const
  const { values } = parseArgs({ options })
  if (values.name === undefined || values.scopes === undefined) throw new Error(`Use: ${USAGE}`)
  return {
    name: values.name,
    scopes: values.scopes.split(',') as ('decide' | 'admin')[],
    rateLimitPerS: values.rate === undefined ? null : Number(values.rate),
    allowedOrigins: values.origins?.split(',') ?? [],
    expiresAt: values.expires ?? null,
  }
}

runCommand(async () => {
  const input = given()
  const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
  try {
    const { key } = await createApiKey({ pool, principal: operator(), requestId: 'command' }, input)
    console.log(key)
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error
    throw new Error(
      [error.message, ...error.faults.map(({ path, message }) => `--${path}: ${message}`), `Use: ${USAGE}`].join('\n'),
    )
  } finally {
    await pool.end()
  }
})
