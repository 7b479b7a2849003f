import type pg from 'pg'
import type { AuditVerification } from '@/lib/contracts/api/audit'
import { inSnapshot } from '../snapshot'
import { FACT_KINDS, PRESENT_FACTS } from './present-facts'

type Replay = AuditVerification['replay']

const MOST_NAMED = 20
// It sorts the whole trail, and nobody else waits for it.
const STATEMENT_TIMEOUT_MS = 600_000
const KINDS = FACT_KINDS.map((kind) => `'${kind}'`).join(', ')

// An account that is not internal is no fact of the trail: it comes and goes without an entry.
const told = (column: string) =>
  `CASE WHEN kind IN ('author', 'user') THEN nullif(${column}, '{"isInternal": false}') ELSE ${column} END`

// An entry without either (a link made, a sign-out everywhere) changes no fact.
// Each entry must take up its fact where the one before left it; the last must have left it as it stands.
const REPLAY = `
  WITH entries AS (
    SELECT id, CASE action WHEN 'import_start' THEN 'rollout' ELSE split_part(action, '.', 1) END AS kind,
      feature_name AS feature, scope_type, scope_id, before, after FROM audit_events),
  steps AS (
    SELECT id, kind, feature, scope_type, scope_id, ${told('before')} AS before, ${told('after')} AS after,
      lag(${told('after')}) OVER fact AS known, lag(id) OVER fact IS NULL AS is_first, lead(id) OVER fact IS NULL AS is_last
    FROM entries WHERE kind IN (${KINDS}) AND (before IS NOT NULL OR after IS NOT NULL)
    WINDOW fact AS (PARTITION BY kind, feature, scope_type, scope_id ORDER BY id)),
  present AS (${PRESENT_FACTS}),
  name AS (SELECT steps.id AS entry_id, steps.after AS told, present.facts, is_last,
      concat_ws(' ', coalesce(steps.kind, present.kind), coalesce(steps.feature, present.feature),
        nullif(coalesce(steps.scope_type, present.scope_type), coalesce(steps.kind, present.kind)),
        coalesce(steps.scope_id, present.scope_id)) AS fact
    FROM (SELECT * FROM steps WHERE is_last) AS steps FULL JOIN present
      ON (steps.kind, coalesce(steps.feature, ''), coalesce(steps.scope_type, ''), coalesce(steps.scope_id, ''))
       = (present.kind, coalesce(present.feature, ''), coalesce(present.scope_type, ''), coalesce(present.scope_id, '')))
  SELECT 'differs' AS outcome, fact, entry_id, told, facts AS present FROM name
    WHERE entry_id IS NOT NULL AND told IS DISTINCT FROM facts
  UNION ALL SELECT 'differs', concat_ws(' ', kind, feature, nullif(scope_type, kind), scope_id), id, known, before FROM steps
    WHERE NOT is_first AND before IS DISTINCT FROM known
  UNION ALL SELECT 'unprovable', fact, NULL, NULL, facts FROM name WHERE entry_id IS NULL
  UNION ALL SELECT 'unprovable', concat_ws(' ', kind, feature, nullif(scope_type, kind), scope_id), id, NULL, before FROM steps
    WHERE is_first AND before IS NOT NULL`

// Counted whole, named up to a limit: a trail that began late may lack a million facts.
const COUNTED = `
  SELECT outcome, count(*) OVER (PARTITION BY outcome) AS total, fact, entry_id AS "entryId", told, present
  FROM (${REPLAY}) AS found ORDER BY outcome, entry_id, fact LIMIT ${MOST_NAMED}`

function saying(rows: readonly pg.QueryResultRow[]): Replay {
  const [first] = rows
  if (first === undefined)
    return {
      outcome: 'equal',
      message: 'The trail, replayed from its start, gives the present state.',
      differences: [],
    }
  const outcome: Replay['outcome'] = first.outcome
  const count = `${first.total} ${Number(first.total) === 1 ? 'fact' : 'facts'}`
  const message =
    outcome === 'differs'
      ? `The present state is not what the trail says of ${count}: somebody has gone past the triggers.`
      : `Not to be proved for ${count}: older than the trail, or put there past the triggers. All others agree.`
  const named = rows.filter((row) => row.outcome === outcome)
  return {
    outcome,
    message,
    differences: named.map(({ fact, entryId, told, present }) => ({
      fact,
      entryId: entryId === null ? null : Number(entryId),
      told,
      present,
    })),
  }
}

/** Whether the trail, replayed from its start, gives the present state, both read at one moment. */
export function replayTrail(pool: pg.Pool): Promise<Replay> {
  const replay = async (read: (sql: string) => Promise<pg.QueryResultRow[]>) => {
    await read(`SET LOCAL timezone = 'UTC'`)
    return saying(await read(COUNTED))
  }
  return inSnapshot(pool, replay, STATEMENT_TIMEOUT_MS)
}
