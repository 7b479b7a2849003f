import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { ExplainedDecision, ExplainRequest } from '@/lib/contracts/api/explain'
import type { DecisionNode } from '@/lib/decisions/node'
import { bucketOf, cohortHex, isInCohort } from '@/lib/rollout'
import type { ReadContext } from './read-context'

interface Ids {
  readonly actor: ExplainRequest['actor']
  readonly resource: ExplainRequest['resource']
  readonly publisherId: string | null
}

// $4: a section's project as the asker gave it; with $5 false, as the directory has it.
const NAMES = `
  SELECT CASE $1 WHEN 'author' THEN (SELECT name FROM authors WHERE id = $2) ELSE (SELECT name FROM users WHERE id = $2) END AS actor,
    CASE WHEN $6 THEN project.title ELSE section.title END AS resource,
    CASE WHEN asked.id IS NOT NULL THEN json_build_object('id', asked.id, 'title', project.title) END AS project,
    CASE WHEN $7::text IS NOT NULL THEN
      json_build_object('id', $7, 'name', (SELECT name FROM publishers WHERE id = $7)) END AS publisher
  FROM (SELECT 1) AS one
  LEFT JOIN sections section ON NOT $6 AND section.id = $3
  CROSS JOIN LATERAL (SELECT CASE WHEN $6 THEN $3 WHEN $5 THEN $4 ELSE section.base_project_id END AS id) AS asked
  LEFT JOIN projects project ON project.id = asked.id`

async function namesOf(pool: pg.Pool, { actor, resource, publisherId }: Ids): Promise<ExplainedDecision['names']> {
  const { rows } = await pool.query<ExplainedDecision['names']>(NAMES, [
    actor.type,
    actor.id,
    resource.id,
    resource.projectId ?? null,
    resource.projectId !== undefined,
    resource.type === 'project',
    publisherId,
  ])
  return rows[0] ?? { actor: null, resource: null, project: null, publisher: null }
}

function cohortOf({ mode }: Pick<ExplainedDecision, 'mode'>, { feature, actor }: ExplainRequest) {
  if (mode !== 'canary') return null
  const hex = cohortHex(feature, actor.type, actor.id)
  return {
    bucket: bucketOf(hex),
    fivePercent: isInCohort(hex, 'five_percent'),
    fiftyPercent: isInCohort(hex, 'fifty_percent'),
  }
}

/** What decides: as much of a node as an explanation needs. */
export interface Decider {
  readonly explainer: DecisionNode['explainer']
  readonly state: Pick<DecisionNode['state'], 'sync'>
}

/**
 * A decision explained, as of now: the node first catches up with the database. Where it can't, it answers by what it
 * holds, as it would answer an application.
 * @throws ChangeError `forbidden`, `feature_not_found`
 */
export async function explainDecision(
  { pool, principal }: ReadContext,
  { explainer, state }: Decider,
  asked: ExplainRequest,
): Promise<ExplainedDecision> {
  permit(principal, 'decide')
  await state.sync().catch(() => {})
  const decision = await explainer.decide({ ...asked, explain: true })
  if (decision === null) throw new ChangeError('feature_not_found', 'There is no feature of this name.')
  return {
    ...decision,
    cohort: cohortOf(decision, asked),
    names: await namesOf(pool, { ...asked, publisherId: decision.publisherId }),
  }
}
