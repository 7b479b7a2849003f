import type { Aviary } from './import'

type Facts = Readonly<Record<string, unknown>>

const PRESENT = `
  SELECT 'rollout' AS kind, feature_name, scope_type::text, scope_id, jsonb_build_object('stage', stage) AS facts FROM scoped_feature_rollouts
  UNION ALL SELECT 'scope', feature_name, CASE WHEN project_id IS NULL THEN 'section' ELSE 'project' END,
    coalesce(project_id, section_id), '{"optedIn": true}' FROM scoped_feature_flag_states
  UNION ALL SELECT 'exemption', feature_name, 'publisher', publisher_id,
    jsonb_build_object('effect', effect, 'note', note, 'expiresAt', expires_at) FROM scoped_feature_exemptions
  UNION ALL SELECT 'feature', name, NULL, NULL, jsonb_build_object('description', description, 'contexts', contexts,
    'rolloutMode', rollout_mode, 'archived', archived_at IS NOT NULL) FROM features
  UNION ALL SELECT 'author', NULL, 'author', id, '{"isInternal": true}' FROM authors WHERE is_internal
  UNION ALL SELECT 'user', NULL, 'user', id, '{"isInternal": true}' FROM users WHERE is_internal`

const key = (kind: string, { feature_name, scope_type, scope_id }: Facts) =>
  JSON.stringify([kind, feature_name, scope_type, scope_id])

/** The facts as they stand, by name. */
export async function presentFacts(aviary: Aviary): Promise<Record<string, unknown>> {
  const rows = await inUtc(aviary, PRESENT)
  return Object.fromEntries(rows.map((row) => [key(row.kind, row), row.facts]))
}

/** The facts as the audit trail tells them, replayed from its start. Fails where an entry's `before` was not so. */
export async function replayedFacts(aviary: Aviary): Promise<Record<string, unknown>> {
  const facts = new Map<string, unknown>()
  for (const entry of await aviary.rows('SELECT * FROM audit_events ORDER BY id')) {
    if (entry.action === 'import') continue
    const kind = entry.action === 'import_start' ? 'rollout' : entry.action.split('.')[0]
    const name = key(kind, entry)
    const isAccount = kind === 'author' || kind === 'user'
    const known = facts.get(name) ?? (isAccount && entry.before !== null ? { isInternal: false } : null)
    if (JSON.stringify(known) !== JSON.stringify(entry.before))
      throw new Error(`Entry ${entry.id} does not follow: ${name}`)
    const isGone = entry.after === null || (isAccount && entry.after.isInternal === false)
    if (isGone) facts.delete(name)
    else facts.set(name, entry.after)
  }
  return Object.fromEntries(facts)
}

/** As the triggers see it: instants in jsonb are written in the session's time zone. */
async function inUtc(aviary: Aviary, sql: string) {
  const client = await aviary.pool.connect()
  try {
    await client.query('SET timezone = UTC')
    return (await client.query(sql)).rows
  } finally {
    client.release(true)
  }
}
