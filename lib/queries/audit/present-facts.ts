import type pg from 'pg'

/** What kind of fact an entry is about. */
export const FACT_KINDS = [
  'rollout',
  'scope',
  'exemption',
  'feature',
  'author',
  'user',
  'setting',
  'api_key',
  'console_user',
] as const

export type FactKind = (typeof FACT_KINDS)[number]

/** A fact's name in the trail. */
export interface FactName {
  readonly feature: string | null
  readonly scopeType: string | null
  readonly scopeId: string | null
}

interface FactTable {
  readonly table: string
  readonly feature: string
  readonly scopeType: string
  readonly scopeId: string
  /** As the trigger writes it into the trail (migration revision_and_audit). */
  readonly facts: string
  /** Finds the row `r` of the fact `a`. */
  readonly match: string
}

const isInternal = `jsonb_build_object('isInternal', r.is_internal)`
const account = (table: string, kind: string): FactTable => ({
  table,
  feature: 'NULL',
  scopeType: `'${kind}'`,
  scopeId: 'r.id',
  facts: isInternal,
  match: 'r.id = a.scope_id',
})

const TABLES: Readonly<Record<FactKind, FactTable>> = {
  rollout: {
    table: 'scoped_feature_rollouts',
    feature: 'r.feature_name',
    scopeType: 'r.scope_type::text',
    scopeId: 'r.scope_id',
    facts: `jsonb_build_object('stage', r.stage)`,
    match: `r.feature_name = a.feature AND r.scope_type::text = a.scope_type
      AND (r.scope_id = a.scope_id OR r.scope_id IS NULL AND a.scope_id IS NULL)`,
  },
  scope: {
    table: 'scoped_feature_flag_states',
    feature: 'r.feature_name',
    scopeType: `CASE WHEN r.project_id IS NULL THEN 'section' ELSE 'project' END`,
    scopeId: 'coalesce(r.project_id, r.section_id)',
    facts: `'{"optedIn": true}'::jsonb`,
    match: `r.feature_name = a.feature AND (a.scope_type = 'project' AND r.project_id = a.scope_id
      OR a.scope_type = 'section' AND r.section_id = a.scope_id)`,
  },
  exemption: {
    table: 'scoped_feature_exemptions',
    feature: 'r.feature_name',
    scopeType: `'publisher'`,
    scopeId: 'r.publisher_id',
    facts: `jsonb_build_object('effect', r.effect, 'note', r.note, 'expiresAt', r.expires_at)`,
    match: 'r.feature_name = a.feature AND r.publisher_id = a.scope_id',
  },
  feature: {
    table: 'features',
    feature: 'r.name',
    scopeType: 'NULL',
    scopeId: 'NULL',
    facts: `jsonb_build_object('description', r.description, 'contexts', r.contexts, 'rolloutMode', r.rollout_mode,
      'archived', r.archived_at IS NOT NULL)`,
    match: 'r.name = a.feature',
  },
  author: account('authors', 'author'),
  user: account('users', 'user'),
  setting: {
    table: 'settings',
    feature: 'NULL',
    scopeType: `'setting'`,
    scopeId: 'r.key',
    facts: `jsonb_build_object('value', r.value)`,
    match: 'r.key = a.scope_id',
  },
  api_key: {
    table: 'api_keys',
    feature: 'NULL',
    scopeType: `'api_key'`,
    scopeId: 'r.id::text',
    facts: `jsonb_build_object('name', r.name, 'prefix', r.prefix, 'scopes', r.scopes, 'rateLimitPerS', r.rate_limit_per_s,
      'allowedOrigins', r.allowed_origins, 'expiresAt', r.expires_at, 'revoked', r.revoked_at IS NOT NULL)`,
    match: 'r.id::text = a.scope_id',
  },
  console_user: {
    table: 'console_users',
    feature: 'NULL',
    scopeType: `'console_user'`,
    scopeId: 'r.id::text',
    facts: `jsonb_build_object('role', r.role, 'disabled', r.disabled_at IS NOT NULL)`,
    match: 'r.id::text = a.scope_id',
  },
}

/** Every fact that the trail tells of, as it stands: kind, feature, scope_type, scope_id, facts. In a session in UTC. */
export const PRESENT_FACTS = FACT_KINDS.map((kind) => {
  const { table, feature, scopeType, scopeId, facts } = TABLES[kind]
  // An account that is not internal has no entry until it becomes so.
  const where = kind === 'author' || kind === 'user' ? ' WHERE r.is_internal' : ''
  return `SELECT '${kind}' AS kind, ${feature}::text AS feature, ${scopeType} AS scope_type, ${scopeId}::text AS scope_id,
    ${facts} AS facts FROM ${table} r${where}`
}).join('\nUNION ALL ')

/**
 * The named facts of one kind as they stand, in the order asked; null where there is none.
 * @param client in a session whose time zone is UTC: instants in jsonb are written in it
 */
export async function presentFacts(
  client: Pick<pg.ClientBase, 'query'>,
  kind: FactKind,
  names: readonly FactName[],
): Promise<unknown[]> {
  const { table, facts, match } = TABLES[kind]
  const { rows } = await client.query<{ at: number; facts: unknown }>(
    `SELECT a.at::int AS at, ${facts} AS facts
     FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS a (feature, scope_type, scope_id, at)
     JOIN ${table} r ON ${match}`,
    [names.map(({ feature }) => feature), names.map((name) => name.scopeType), names.map((name) => name.scopeId)],
  )
  const found: unknown[] = names.map(() => null)
  for (const row of rows) found[row.at - 1] = row.facts
  return found
}
