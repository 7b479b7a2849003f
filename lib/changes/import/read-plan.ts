import type { ImportPlan } from '@/lib/contracts/state-document'
import { listNumber, readFaults } from './faults'
import { LISTS, type ListName } from './lists'
import type { ImportSession } from './session'
import { tableSuffix } from './stage-rows'

const MOST_NAMES = 100

type Outcome = 'create' | 'change' | 'same' | 'refused' | 'start'
type Named = ImportPlan['created']

const NAMES: Readonly<Record<ListName, string>> = {
  publishers: `concat('publisher ', p.id)`,
  projects: `concat('project ', p.id)`,
  sections: `concat('section ', p.id)`,
  authors: `concat('author ', p.id)`,
  users: `concat('user ', p.id)`,
  features: `concat('feature ', p.name)`,
  scopeStates: `concat('scope ', p.feature, ' ', p.scope_type, ' ', p.scope_id)`,
  rollouts: `concat_ws(' ', 'rollout', p.feature, p.scope_type, p.scope_id)`,
  exemptions: `concat('exemption ', p.feature, ' publisher ', p.publisher_id)`,
}

const NO_FAULT = (list: ListName) =>
  `f.row IS NULL AND p.op = 'create' AND ${list === 'rollouts' ? 'p.is_start' : 'false'}`

// A row counts once, by its outcome; a started rollout is named among the created ones too. Names in the document's order.
const outcomes = (list: ListName) => `
  WITH outcomes AS (
    SELECT p.row, ${NAMES[list]} AS name, CASE WHEN f.row IS NULL THEN p.op ELSE 'refused' END AS outcome, ${NO_FAULT(list)} AS is_start
    FROM planned_${tableSuffix(list)} p
    LEFT JOIN (SELECT DISTINCT row FROM import_faults WHERE list = ${listNumber(list)}) f ON f.row = p.row
  ), numbered AS (
    SELECT outcome, name, row_number() OVER (PARTITION BY outcome ORDER BY row) AS nth FROM outcomes
    UNION ALL
    SELECT 'start', name, row_number() OVER (ORDER BY row) FROM outcomes WHERE is_start
  )
  SELECT outcome, count(*)::integer AS count, array_agg(name ORDER BY nth) FILTER (WHERE nth <= ${MOST_NAMES}) AS names
  FROM numbered GROUP BY outcome`

/** What the judged import does or would do, in counts and first names, with what is at fault. */
export async function readPlan(session: ImportSession): Promise<ImportPlan> {
  const totals: Record<Outcome, { count: number; names: string[] }> = {
    create: { count: 0, names: [] },
    change: { count: 0, names: [] },
    same: { count: 0, names: [] },
    refused: { count: 0, names: [] },
    start: { count: 0, names: [] },
  }
  for (const list of LISTS) {
    for (const { outcome, count, names } of await session.query<Named & { outcome: Outcome }>(outcomes(list))) {
      totals[outcome].count += count
      totals[outcome].names.push(...names)
    }
  }
  const named = (outcome: Outcome): Named => ({ ...totals[outcome], names: totals[outcome].names.slice(0, MOST_NAMES) })
  return {
    dryRun: true,
    importId: null,
    revision: null,
    created: named('create'),
    changed: named('change'),
    unchanged: named('same'),
    refused: named('refused'),
    started: named('start'),
    faults: await readFaults(session),
  }
}
