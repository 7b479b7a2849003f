import type pg from 'pg'
import { inTransaction } from '@/lib/db/transaction'
import { statementOf } from './statement'
import type { Row, Selection, Step } from './step'

/** So many are looked at one by one before the index is asked. */
const FIRST_BY_ID = 2000

// What many accounts have is soon met in the order of ids; what few have, the trigram index finds. The planner would
// have to know which it is, and guesses wrong for the one in ten thousand that its statistics happen to hold.
const BY_TRIGRAM =
  'BEGIN READ ONLY; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off'

/**
 * The step that finds what an account has anywhere in its name or its e-mail address, by id.
 * @param byTrigram selects the same, with conditions that the trigram index serves
 */
export function readWithin(selection: Selection, byTrigram: Selection): Step {
  const ask = (pool: Pick<pg.Pool, 'query'>, ...how: Parameters<typeof statementOf>) =>
    pool.query<Row>(statementOf(...how)).then(({ rows }) => rows)
  return {
    read: async (pool, after, limit) => {
      if (selection.isInternal === true) return ask(pool, selection, 'internal', after, limit)
      const common = await ask(pool, selection, { firstById: FIRST_BY_ID }, after, limit)
      if (common.length >= limit) return common
      return inTransaction(pool, (client) => ask(client, byTrigram, 'table', after, limit), BY_TRIGRAM)
    },
  }
}
