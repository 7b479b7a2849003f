import type pg from 'pg'
import type { FeatureRules, Rules } from '@/lib/decisions/facts'
import { RULES } from '@/lib/decisions/pg-source'
import { type RuleRows, rulesFrom } from '@/lib/decisions/rows'
import { decisionFacts } from '@/lib/decisions/subject'
import type { DecisionFacts, ResourceType } from '@/lib/rollout'
import { inBatches } from './rows'

/** The state that an impact is judged in. */
export interface JudgedState {
  readonly revision: number
  /** Database time, in ms since 1970: the one instant of all its decisions. */
  readonly nowMs: number
  readonly rules: Rules
}

/** To be called inside a transaction that sees one moment. */
export async function readState(client: pg.ClientBase): Promise<JudgedState> {
  const { rows } = await client.query<{ n: string; nowMs: number; rules: RuleRows }>(
    `SELECT n, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs", ${RULES} AS rules FROM state_revision`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('state_revision must have exactly one row')
  return { revision: Number(row.n), nowMs: row.nowMs, rules: rulesFrom(row.rules) }
}

/** A project or a section with its parents, and whether it is opted in. */
export interface Resource {
  readonly type: ResourceType
  readonly id: string
  readonly projectId: string | null
  readonly publisherId: string | null
  readonly isOptedIn: boolean
}

const NOBODY = { type: 'user', id: '-' } as const

/** What decisions of a feature in a resource depend on, put together as for a decision. */
export function resourceFacts(resource: Resource, rules: FeatureRules, nowMs: number): DecisionFacts {
  const { type, id, projectId, publisherId, isOptedIn } = resource
  const known = { isKnown: true, projectId, publisherId, optedIn: isOptedIn ? [rules.name] : [] }
  const subject = { resource: known, isInternal: false, projectId, publisherId, mismatches: [] }
  return decisionFacts({ actor: NOBODY, resource: { type, id } }, subject, rules, nowMs)
}

type OptInRow = [feature: string, projectId: string | null, sectionId: string | null, ...Parents]
type Parents = [projectId: string | null, publisherId: string | null]

const OPT_INS = `SELECT f.feature_name, f.project_id, f.section_id, coalesce(f.project_id, s.base_project_id),
    coalesce(p.publisher_id, s.publisher_id)
  FROM scoped_feature_flag_states f
  LEFT JOIN projects p ON p.id = f.project_id LEFT JOIN sections s ON s.id = f.section_id`

/** Every opt-in to a feature, or to all of them (null), each with its resource. */
export async function* optIns(
  client: pg.ClientBase,
  feature: string | null,
): AsyncGenerator<{ readonly feature: string; readonly resource: Resource }> {
  const only = feature === null ? '' : ' WHERE f.feature_name = $1'
  for await (const rows of inBatches<OptInRow>(client, OPT_INS + only, feature === null ? [] : [feature])) {
    for (const [name, projectOptedIn, sectionOptedIn, projectId, publisherId] of rows) {
      const type = projectOptedIn === null ? 'section' : 'project'
      const id = projectOptedIn ?? sectionOptedIn ?? ''
      yield { feature: name, resource: { type, id, projectId, publisherId, isOptedIn: true } }
    }
  }
}

const ONE: Readonly<Record<ResourceType, string>> = {
  project:
    'p.id, p.publisher_id, f.project_id IS NOT NULL FROM projects p LEFT JOIN scoped_feature_flag_states f ON f.project_id = p.id',
  section:
    's.base_project_id, s.publisher_id, f.section_id IS NOT NULL FROM sections s LEFT JOIN scoped_feature_flag_states f ON f.section_id = s.id',
}

/** A project or a section as it stands to a feature; null where there is none of that id. */
export async function findResource(
  client: pg.ClientBase,
  feature: string,
  type: ResourceType,
  id: string,
): Promise<Resource | null> {
  const alias = type === 'project' ? 'p' : 's'
  const { rows } = await client.query<[string | null, string | null, boolean]>({
    text: `SELECT ${ONE[type]} AND f.feature_name = $1 WHERE ${alias}.id = $2`,
    values: [feature, id],
    rowMode: 'array',
  })
  const [row] = rows
  return row === undefined ? null : { type, id, projectId: row[0], publisherId: row[1], isOptedIn: row[2] }
}
