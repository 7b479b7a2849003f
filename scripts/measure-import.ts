import pg from 'pg'
import { importState } from '@/lib/changes/import-state'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import { migrate } from './db-migrate'
import { largeDocument } from './support/large-document'

const PROBE_EVERY_MS = 20

/** What "turn off now" meets: how long the writers' lock has to be waited for, asked again and again. */
async function probeLock(databaseUrl: string, isOver: () => boolean): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  let longestMs = 0
  while (!isOver()) {
    const startedMs = performance.now()
    await client.query('BEGIN; SELECT n FROM state_revision FOR UPDATE; ROLLBACK')
    longestMs = Math.max(longestMs, performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS))
  }
  await client.end()
  return longestMs
}

async function measure(databaseUrl: string, title: string, document: unknown): Promise<void> {
  const pool = createPool(databaseUrl, CONSOLE_POOL, console.error)
  const context = {
    pool,
    principal: { kind: 'command', id: 'measure', name: 'Measurement' },
    requestId: 'measure',
  } as const
  let over = false
  const longestWaitMs = probeLock(databaseUrl, () => over)
  const startedMs = performance.now()
  try {
    const plan = await importState(context, document, { dryRun: false, reason: 'measurement' })
    const totalS = (performance.now() - startedMs) / 1000
    over = true
    const counts = `${plan.created.count} created, ${plan.changed.count} changed, ${plan.unchanged.count} unchanged`
    console.log(
      `${title}: ${totalS.toFixed(1)} s, lock held for ${((await longestWaitMs) / 1000).toFixed(2)} s; ${counts}`,
    )
  } finally {
    over = true
    await longestWaitMs
    await pool.end()
  }
}

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('DATABASE_URL must name an empty database.')
await migrate(databaseUrl)
const document = largeDocument()
await measure(databaseUrl, 'first import', document)
await measure(databaseUrl, 'the same again', document)
