import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { startEmbeddedPostgres } from '@/lib/embedded-postgres'
import { env } from '@/lib/env'
import { migrate } from './db-migrate'
import { applicationUrl } from './support/application-url'
import { bundleThread, generateClient } from './support/build'
import { runCommand } from './support/command'
import { prepareDemo } from './support/demo'
import { packageCommand, runNode } from './support/run'
import { keepSecrets } from './support/secrets'

/** `next dev` on the embedded database, or on `DATABASE_URL`. */
async function dev(): Promise<void> {
  const { databaseUrl, dataDir, port } = env()
  const postgres = databaseUrl === '' ? await startEmbeddedPostgres({ dataDir }) : null
  const url = postgres?.url ?? databaseUrl
  process.on('SIGINT', () => {}).on('SIGTERM', () => {})
  try {
    await migrate(url)
    await generateClient()
    await bundleThread()
    const pool = createPool(url, CONSOLE_POOL, () => {})
    if (postgres !== null) await prepareDemo(pool, dataDir)
    await pool.end()
    const { authSecret } = await keepSecrets(dataDir)
    const ownUrl = postgres === null ? url : await applicationUrl(url)
    const environment = { DATABASE_URL: ownUrl, NEXTAUTH_SECRET: authSecret, NEXTAUTH_URL: `http://localhost:${port}` }
    await runNode([packageCommand('next', 'dist/bin/next'), 'dev', '-p', String(port)], environment, 'loud')
  } finally {
    await postgres?.stop()
  }
}

runCommand(dev)
