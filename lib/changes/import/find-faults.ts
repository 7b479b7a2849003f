import { FEATURE_CONTEXTS, RESOURCE_TYPES, supports } from '@/lib/rollout'
import { type FaultCode, listNumber } from './faults'
import type { ListName } from './lists'
import type { ImportSession } from './session'
import { tableSuffix } from './stage-rows'

const UNSUPPORTED = FEATURE_CONTEXTS.flatMap((contexts) =>
  RESOURCE_TYPES.filter((type) => !supports(contexts, type)).map((type) => `${contexts}:${type}`),
)

/** An INSERT of one kind of fault: the rows `p` of a planned list for which the condition holds. */
function fault(list: ListName, field: string, code: FaultCode, where: string): string {
  return `INSERT INTO import_faults SELECT ${listNumber(list)}, p.row, '${field}', '${code}', NULL
    FROM planned_${tableSuffix(list)} p WHERE ${where}`
}

/** A reference that leads to no row of the database or of the document. */
function dangling(list: ListName, field: string, code: FaultCode, column: string, to: string): string {
  return fault(list, field, code, `p.${column} IS NOT NULL AND ${isMissing(to, 'id', column)}`)
}

function isMissing(to: string, key: string, column: string): string {
  return `NOT EXISTS (SELECT FROM ${to} t WHERE t.${key} = p.${column})
    AND NOT EXISTS (SELECT FROM planned_${to} t WHERE t.${key} = p.${column})`
}

const isArchived = (column: string) =>
  `EXISTS (SELECT FROM features t WHERE t.name = p.${column} AND t.archived_at IS NOT NULL)`

const ofFeature = (list: 'scopeStates' | 'rollouts' | 'exemptions') => [
  fault(list, 'feature', 'feature_not_found', isMissing('features', 'name', 'feature')),
  fault(list, 'feature', 'feature_archived', isArchived('feature')),
]

const atPlace = (list: 'scopeStates' | 'rollouts') =>
  RESOURCE_TYPES.map((type) =>
    fault(
      list,
      'scopeId',
      'place_not_found',
      `p.scope_type = '${type}' AND ${isMissing(`${type}s`, 'id', 'scope_id')}`,
    ),
  )

const required = (list: 'features' | 'exemptions', field: string) =>
  fault(list, field, 'field_required', `p.op = 'create' AND p.${field} IS NULL`)

// Two authors of the document, of whom the one who has the address already has the better right to it; or an author of
// the document and one of the database who keeps his.
const SHARED_EMAIL = `
  SELECT a.row FROM (
    SELECT o.row, row_number() OVER (PARTITION BY lower(o.email) ORDER BY o.op <> 'same', o.row) AS nth
    FROM planned_authors o WHERE o.email IS NOT NULL
  ) a WHERE a.nth > 1
  UNION
  SELECT o.row FROM planned_authors o
  JOIN authors t ON lower(t.email) = lower(o.email) AND t.id <> o.id
  LEFT JOIN planned_authors k ON k.id = t.id AND k.has_email
  WHERE o.op <> 'same' AND k.id IS NULL`

const ABOUT_ACCOUNTS = [fault('authors', 'email', 'email_taken', `p.row IN (${SHARED_EMAIL})`)]

const ABOUT_FACTS = [
  dangling('projects', 'publisherId', 'publisher_not_found', 'publisher_id', 'publishers'),
  dangling('sections', 'projectId', 'project_not_found', 'base_project_id', 'projects'),
  dangling('sections', 'publisherId', 'publisher_not_found', 'publisher_id', 'publishers'),
  fault('features', 'name', 'feature_archived', isArchived('name')),
  required('features', 'description'),
  required('features', 'contexts'),
  ...ofFeature('scopeStates'),
  ...atPlace('scopeStates'),
  ...ofFeature('exemptions'),
  dangling('exemptions', 'publisherId', 'publisher_not_found', 'publisher_id', 'publishers'),
  required('exemptions', 'effect'),
  required('exemptions', 'note'),
]

const ABOUT_ROLLOUTS = [...ofFeature('rollouts'), ...atPlace('rollouts')]

/** The contexts are those that the feature is to have: what narrows them is judged as a change of the feature. */
const UNSUPPORTED_SCOPES = `
  INSERT INTO import_faults SELECT ${listNumber('scopeStates')}, p.row, 'scopeType', 'scope_unsupported', NULL
  FROM planned_scope_states p
  LEFT JOIN planned_features n ON n.name = p.feature LEFT JOIN features t ON t.name = p.feature
  WHERE p.op = 'create' AND concat(coalesce(n.contexts, t.contexts), ':', p.scope_type) = ANY ($1)`

/** Faults of accounts: e-mail addresses that two authors would share. */
export async function findAccountFaults(session: ImportSession): Promise<void> {
  for (const sql of ABOUT_ACCOUNTS) await session.query(sql)
}

/** Faults of references, and of new rows that lack what they need; the rules of change are judged elsewhere. */
export async function findFaults(session: ImportSession): Promise<void> {
  for (const sql of ABOUT_FACTS) await session.query(sql)
  await session.query(UNSUPPORTED_SCOPES, [UNSUPPORTED])
}

/** The same for rollouts, which are planned last: their origin depends on the changes of mode. */
export async function findRolloutFaults(session: ImportSession): Promise<void> {
  for (const sql of ABOUT_ROLLOUTS) await session.query(sql)
}
