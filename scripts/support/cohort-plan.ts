import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type pg from 'pg'
import { createPool, IMPACT_POOL } from '@/lib/db/pool'
import { inTransaction } from '@/lib/db/transaction'
import { ONE_MOMENT } from '@/lib/queries/impact/rows'
import { candidateOf } from './cohort-candidate'
import { readFeatures } from './cohort-features'
import { emptyPlan, type Move, movesOf } from './cohort-moves'
import { MOVE_HEADING, moveRow, planMarkdown } from './cohort-plan-text'

export interface PlanAsked {
  readonly version: number
  /** Null: every feature that stands at 5 or 50 percent somewhere. */
  readonly feature: string | null
  /** Where to list who would move; null: nowhere. */
  readonly csv: string | null
}

async function countAll(moves: AsyncIterable<Move>): Promise<void> {
  for await (const _ of moves);
}

/** Lists the moves in a file that only its owner reads, and that is there only once it is whole. */
async function listAll(moves: AsyncIterable<Move>, file: string): Promise<void> {
  async function* rows() {
    yield MOVE_HEADING
    for await (const move of moves) yield moveRow(move)
  }
  const part = `${file}.part`
  try {
    const csv = stringify({ escape_formulas: true, record_delimiter: '\r\n' })
    await pipeline(rows, csv, createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
  } finally {
    await rm(part, { force: true })
  }
}

async function plan(client: pg.ClientBase, { version, feature, csv }: PlanAsked): Promise<string> {
  const { rows } = await client.query<{ n: number }>('SELECT n::float8 AS n FROM state_revision')
  const counted = emptyPlan(rows[0]?.n ?? 0, await readFeatures(client, feature))
  const moves = movesOf(client, counted, candidateOf(version))
  await (csv === null ? countAll(moves) : listAll(moves, csv))
  return planMarkdown(counted, version)
}

/**
 * Counts who would move under another version of the hash contract, at one moment and without a write.
 * @returns Markdown @throws a sentence where the feature has no cohorts
 */
export async function planCohorts(databaseUrl: string, asked: PlanAsked): Promise<string> {
  const pool = createPool(databaseUrl, IMPACT_POOL, () => {})
  try {
    return await inTransaction(pool, (client) => plan(client, asked), ONE_MOMENT)
  } finally {
    await pool.end()
  }
}
