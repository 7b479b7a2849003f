import type { DecisionRequest } from '@/lib/contracts/decision'
import type { Feature } from './read'
import type { Source } from './source'

/** What a system answers, as far as both have it. */
export interface Answer {
  readonly result: boolean
  readonly reason: string
  readonly stage: string | null
}

const COLUMNS = ['feature', 'actor_type', 'actor_id', 'resource_type', 'resource_id'] as const
const AT_A_TIME = 20_000
// The hash contract's thresholds for 5 and for 50 percent: digits compare as the numbers do.
const FIVE = `0${'c'.repeat(63)}`
const FIFTY = `7${'f'.repeat(63)}`

/**
 * decision.md in SQL, over the source's own rows and its own ids. It shares nothing with the core, so that what the
 * core or the import gets wrong is seen.
 */
function statement({ has, text }: Source): string {
  const [states, stages, exempt] = [
    'scoped_feature_flag_states',
    'scoped_feature_rollouts',
    'scoped_feature_exemptions',
  ]
  const rollouts = has(stages)
    ? `SELECT feature_name::text AS feature, ${text(stages, 'project_id')} AS project_id,
        ${text(stages, 'section_id')} AS section_id, stage::text AS stage FROM ${stages}`
    : 'SELECT NULL::text AS feature, NULL::text AS project_id, NULL::text AS section_id, NULL::text AS stage WHERE false'
  const exemptions = has(exempt)
    ? `SELECT feature_name::text AS feature, publisher_id::text AS publisher_id, effect::text AS effect FROM ${exempt}
        WHERE coalesce(${text(exempt, 'expires_at')}::timestamptz > now(), true)`
    : 'SELECT NULL::text AS feature, NULL::text AS publisher_id, NULL::text AS effect WHERE false'
  return `
    WITH asked AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        WITH ORDINALITY AS a (${COLUMNS.join(', ')}, nth)
    ), modes AS (
      SELECT * FROM unnest($6::text[], $7::text[]) AS m (feature, mode)
    ), actors AS (
      SELECT 'user' AS type, id::text AS id, ${text('users', 'is_internal')} = 'true' AS is_internal FROM users
        WHERE id::text = ANY($3)
      UNION ALL
      SELECT 'author', id::text, ${text('authors', 'is_internal')} = 'true' FROM authors WHERE id::text = ANY($3)
    ), places AS (
      SELECT 'project' AS type, id::text AS id, id::text AS project_id, NULL AS section_id,
        ${text('projects', 'publisher_id')} AS publisher_id FROM projects WHERE id::text = ANY($5)
      UNION ALL
      SELECT 'section', id::text, ${text('sections', 'base_project_id')}, id::text,
        ${text('sections', 'publisher_id')} FROM sections WHERE id::text = ANY($5)
    ), opted_in AS (
      SELECT feature_name::text AS feature, 'project' AS type, ${text(states, 'project_id')} AS id FROM ${states}
      UNION ALL
      SELECT feature_name::text, 'section', ${text(states, 'section_id')} FROM ${states}
    ), rollouts AS MATERIALIZED (
      ${rollouts}
    ), exemptions AS MATERIALIZED (
      ${exemptions}
    ), facts AS (
      SELECT asked.nth, modes.mode, opted_in.id IS NOT NULL AS is_opted_in, exemptions.effect,
        coalesce(of_project.stage, of_section.stage, of_all.stage, 'off') AS stage,
        coalesce(actors.is_internal, false) AS is_internal,
        encode(sha256(convert_to(concat_ws(':', asked.feature, actor_type, actor_id, 1), 'UTF8')), 'hex') COLLATE "C" AS hash
      FROM asked
        JOIN modes USING (feature)
        LEFT JOIN actors ON actors.type = actor_type AND actors.id = actor_id
        LEFT JOIN places AS at_place ON at_place.type = resource_type AND at_place.id = resource_id
        LEFT JOIN opted_in ON opted_in.feature = asked.feature AND opted_in.type = resource_type AND opted_in.id = resource_id
        LEFT JOIN rollouts AS of_project
          ON of_project.feature = asked.feature AND of_project.project_id = at_place.project_id
        LEFT JOIN rollouts AS of_section
          ON of_section.feature = asked.feature AND of_section.section_id = at_place.section_id
        LEFT JOIN rollouts AS of_all
          ON of_all.feature = asked.feature AND of_all.project_id IS NULL AND of_all.section_id IS NULL
        LEFT JOIN exemptions
          ON exemptions.feature = asked.feature AND exemptions.publisher_id = at_place.publisher_id
    ), judged AS (
      SELECT nth, stage, CASE
        WHEN NOT is_opted_in THEN 'scope_disabled'
        WHEN mode = 'scoped_only' THEN 'enabled'
        WHEN effect = 'deny' THEN 'publisher_denied'
        WHEN stage = 'off' THEN 'stage_off'
        WHEN effect = 'force_enable' THEN 'publisher_force_enable'
        WHEN stage = 'full' THEN 'stage_full'
        WHEN is_internal THEN 'internal'
        WHEN stage = 'internal_only' THEN 'not_internal'
        WHEN hash < CASE stage WHEN 'five_percent' THEN '${FIVE}' WHEN 'fifty_percent' THEN '${FIFTY}' END
          THEN 'cohort_allow'
        ELSE 'cohort_deny' END AS reason
      FROM facts
    )
    SELECT reason, reason = ANY ('{enabled,publisher_force_enable,stage_full,internal,cohort_allow}') AS result,
      CASE reason WHEN 'scope_disabled' THEN NULL WHEN 'enabled' THEN 'full' ELSE stage END AS stage
    FROM judged ORDER BY nth`
}

/** What the source answers to each of `requests`, in their order. */
export async function judgeSource(
  source: Source,
  features: readonly Feature[],
  requests: readonly DecisionRequest[],
): Promise<Answer[]> {
  const sql = statement(source)
  const modes = [features.map(({ name }) => name), features.map(({ rolloutMode = 'scoped_only' }) => rolloutMode)]
  const answers: Answer[] = []
  for (let from = 0; from < requests.length; from += AT_A_TIME) {
    const some = requests.slice(from, from + AT_A_TIME)
    const columns = [
      some.map(({ feature }) => feature),
      some.map(({ actor }) => actor.type),
      some.map(({ actor }) => actor.id),
      some.map(({ resource }) => resource.type),
      some.map(({ resource }) => resource.id),
    ]
    answers.push(...(await source.query<Answer & Record<string, unknown>>(sql, [...columns, ...modes])))
  }
  return answers
}
