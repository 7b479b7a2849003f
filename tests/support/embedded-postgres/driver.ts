import { once } from 'node:events'
import { EmbeddedPostgresError, findRunningPostgres, startEmbeddedPostgres } from '../../../lib/embedded-postgres/index'

/**
 * A launcher as a process of its own. Takes the options as JSON, says on one line what came of it, and stops the
 * database when its input ends. Bundled into installations by ./installation.ts.
 */
async function main(options: Parameters<typeof startEmbeddedPostgres>[0]): Promise<void> {
  try {
    const postgres = await startEmbeddedPostgres(options)
    const found = await findRunningPostgres(options.dataDir)
    say({ ...postgres, found })
    await once(process.stdin.resume(), 'end')
    await postgres.stop()
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error
    say({ code: error.code, message: error.message })
  }
}

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

// A terminal's Ctrl-C must not end the driver: the tests look at what it does to PostgreSQL.
process.on('SIGINT', () => undefined)
await main(JSON.parse(process.argv[2] ?? ''))
