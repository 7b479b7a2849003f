import { judgeImport, judgeSet, type LadderVerdict, type Place, type ScopeType, type Stage } from '@/lib/rollout'
import { type FaultCode, listNumber } from './faults'
import type { ImportSession } from './session'

const ROLLOUTS = listNumber('rollouts')
const MOST_NAMED = 10

/** scope type, wanted stage; before the import: own, the project's and the global stage, those of a project's sections. */
type Situation = readonly [ScopeType, Stage, Stage | null, Stage | null, Stage | null, readonly Stage[] | null]

interface Judged {
  readonly situation: string
  readonly code: FaultCode | null
  readonly detail: string | null
  readonly is_start: boolean
  /** Own stages of those sections that a project's change would raise by more than one step. */
  readonly raised: readonly Stage[]
}

const WITHOUT_FAULTS = `NOT EXISTS (SELECT FROM import_faults f WHERE f.list = ${ROLLOUTS} AND f.row = p.row)`

const REFUSE = `
  INSERT INTO import_faults
  SELECT ${ROLLOUTS}, p.row, 'stage', v.code, CASE WHEN cardinality(v.raised) = 0 THEN v.detail ELSE concat('it would raise ', (
    SELECT string_agg('section ' || n.section_id || ' from ' || n.stage, ', ') FROM (
      SELECT n.section_id, n.stage FROM planned_nested_rollouts n
      WHERE n.feature = p.feature AND n.project_id = p.scope_id AND n.stage = ANY (v.raised) ORDER BY 1 LIMIT ${MOST_NAMED}
    ) n)) END
  FROM planned_rollouts p JOIN ladder_verdicts v USING (situation)
  WHERE v.code IS NOT NULL AND ${WITHOUT_FAULTS}`

/** Judges every rollout by the ladder (decision.md): each situation once, in the core; the outcome spread in one set. */
export async function judgeLadder(session: ImportSession, reason: string | null): Promise<void> {
  const rows = await session.query<{ situation: string }>(
    `SELECT DISTINCT situation FROM planned_rollouts p WHERE ${WITHOUT_FAULTS}`,
  )
  const judged = rows.map(({ situation }) => judge(situation, reason))
  await session.query('DROP TABLE IF EXISTS pg_temp.ladder_verdicts')
  await session.query(
    `CREATE TEMP TABLE ladder_verdicts
       (situation text, code text, detail text, is_start boolean, raised rollout_stage[]) ON COMMIT DROP`,
  )
  await session.query('INSERT INTO ladder_verdicts SELECT * FROM json_populate_recordset(NULL::ladder_verdicts, $1)', [
    JSON.stringify(judged),
  ])
  await session.query(REFUSE)
  await session.query(
    'UPDATE planned_rollouts p SET is_start = true FROM ladder_verdicts v WHERE v.situation = p.situation AND v.is_start',
  )
}

function judge(situation: string, reason: string | null): Judged {
  const [scopeType, stage, own, project, global, nested] = JSON.parse(situation) as Situation
  const place = placeOf(scopeType, own, project, global, nested ?? [])
  const verdict = judgeStage(place, stage, reason)
  const none = { situation, code: null, detail: null, raised: [] }
  if (verdict.verdict !== 'refuse') {
    return { ...none, is_start: verdict.verdict === 'apply' && verdict.direction === 'import_start' }
  }
  if (verdict.code === 'version_conflict') throw new Error('An import names no versions: none can be in conflict.')
  const raised = verdict.code === 'stage_skipped' ? verdict.sections.map(({ id }) => id as Stage) : []
  return { ...none, code: verdict.code, detail: `from ${verdict.from} to ${verdict.to}`, is_start: false, raised }
}

/** One that the ladder allows needs no exception; the exception never reaches beyond the place that it starts. */
function judgeStage(place: Place, stage: Stage, reason: string | null): LadderVerdict {
  const verdict = judgeSet(place, stage, { reason, expectedVersion: place.version, hasIfMatch: false })
  const isSkip = verdict.verdict === 'refuse' && verdict.code === 'stage_skipped' && verdict.sections.length === 0
  return isSkip && place.own === null ? judgeImport(place, stage, reason) : verdict
}

function placeOf(
  scopeType: ScopeType,
  own: Stage | null,
  project: Stage | null,
  global: Stage | null,
  nested: readonly Stage[],
): Place {
  const version = own === null ? null : 0
  switch (scopeType) {
    case 'global':
      return { scopeType, own, version }
    case 'project':
      // Sections of one own stage fare alike, so their stage stands for them.
      return { scopeType, own, version, globalStage: global, sections: nested.map((stage) => ({ id: stage, stage })) }
    case 'section':
      return { scopeType, own, version, globalStage: global, projectStage: project }
    default:
      return scopeType satisfies never
  }
}
