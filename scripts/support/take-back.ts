import type pg from 'pg'
import { retryWhenLocked } from './lock-conflict'
import { runsAlone } from './migration-files'

const FORGET = 'DELETE FROM _prisma_migrations WHERE migration_name = $1'

async function inOneTransaction(client: pg.Client, name: string, script: string): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(script)
    await client.query(FORGET, [name])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function alone(client: pg.Client, name: string, script: string): Promise<void> {
  // It may be run again: such a script says IF EXISTS.
  await client.query(script)
  await client.query(FORGET, [name])
}

/**
 * Takes one migration back, its record with it. Where a live table is locked it gives way and tries again.
 * @param script its down.sql
 * @throws a sentence; nothing of this migration is taken back then
 */
export async function takeBack(client: pg.Client, name: string, script: string): Promise<void> {
  const run = runsAlone(script) ? alone : inOneTransaction
  try {
    await retryWhenLocked(() => run(client, name, script))
  } catch (error) {
    const { message, detail } = error as pg.DatabaseError
    throw new Error(`${name} is not taken back: ${[message, detail].filter(Boolean).join('. ')}`, { cause: error })
  }
}
