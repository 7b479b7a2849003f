import type { ImportSession } from './session'

// Each in one statement, so that the audit triggers see sets. Order: what is referred to before what refers to it.

/** What no decision depends on, and no verb writes first: new publishers, and new accounts that are not internal. */
const EARLY = [
  `INSERT INTO publishers (id, name) SELECT id, name FROM planned_publishers WHERE op = 'create'`,
  'INSERT INTO authors (id, email, name) SELECT id, email, name FROM planned_authors WHERE is_early',
  'INSERT INTO users (id, email, name) SELECT id, email, name FROM planned_users WHERE is_early',
]

const insertAccounts = (table: 'authors' | 'users') => `
  INSERT INTO ${table} (id, email, name, is_internal)
  SELECT id, email, name, coalesce(is_internal, false) FROM planned_${table} WHERE op = 'create' AND NOT is_early`

const updateAccounts = (table: 'authors' | 'users') => `
  UPDATE ${table} t SET name = p.name, email = CASE WHEN p.has_email THEN p.email ELSE t.email END,
    is_internal = coalesce(p.is_internal, t.is_internal)
  FROM planned_${table} p WHERE p.id = t.id AND p.op = 'change'`

const DIRECTORY = [
  `UPDATE publishers t SET name = p.name FROM planned_publishers p WHERE p.id = t.id AND p.op = 'change'`,
  `INSERT INTO projects (id, title, publisher_id) SELECT id, title, publisher_id FROM planned_projects WHERE op = 'create'`,
  `UPDATE projects t SET title = p.title, publisher_id = p.publisher_id
   FROM planned_projects p WHERE p.id = t.id AND p.op = 'change'`,
  `INSERT INTO sections (id, title, base_project_id, publisher_id)
   SELECT id, title, base_project_id, publisher_id FROM planned_sections WHERE op = 'create'`,
  `UPDATE sections t SET title = p.title, base_project_id = p.base_project_id, publisher_id = p.publisher_id
   FROM planned_sections p WHERE p.id = t.id AND p.op = 'change'`,
  'UPDATE authors t SET email = NULL FROM planned_authors p WHERE p.id = t.id AND p.frees_email',
  insertAccounts('authors'),
  updateAccounts('authors'),
  insertAccounts('users'),
  updateAccounts('users'),
]

const insertRollouts = (which: string) => `
  INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, section_id, stage)
  SELECT feature, scope_type, CASE scope_type WHEN 'project' THEN scope_id END, CASE scope_type WHEN 'section' THEN scope_id END, stage
  FROM planned_rollouts WHERE op = 'create' AND ${which}`

const RULES = [
  `INSERT INTO features (name, description, contexts, rollout_mode)
   SELECT name, description, contexts, rollout_mode FROM planned_features WHERE op = 'create'`,
  `UPDATE features t SET description = p.description, contexts = p.contexts, rollout_mode = p.rollout_mode
   FROM planned_features p WHERE p.name = t.name AND p.op = 'change'`,
  `INSERT INTO scoped_feature_flag_states (feature_name, project_id, section_id)
   SELECT feature, CASE scope_type WHEN 'project' THEN scope_id END, CASE scope_type WHEN 'section' THEN scope_id END
   FROM planned_scope_states WHERE op = 'create'`,
  `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note, expires_at)
   SELECT feature, publisher_id, effect, note, expires_at FROM planned_exemptions WHERE op = 'create'`,
  `UPDATE scoped_feature_exemptions t SET effect = p.effect, note = p.note, expires_at = p.expires_at
   FROM planned_exemptions p WHERE p.feature = t.feature_name AND p.publisher_id = t.publisher_id AND p.op = 'change'`,
  insertRollouts('NOT is_start'),
  `UPDATE scoped_feature_rollouts t SET stage = p.stage FROM planned_rollouts p
   WHERE p.feature = t.feature_name AND p.scope_type = t.scope_type AND p.scope_id IS NOT DISTINCT FROM t.scope_id AND p.op = 'change'`,
]

const nameAction = (action: string) => `SELECT set_config('aviary.action', '${action}', true)`

const STARTS = [nameAction('import_start'), insertRollouts('is_start'), nameAction('')]

/** Inserts what may come before the writers' lock: most of a large import. */
export async function writeEarly(session: ImportSession): Promise<void> {
  for (const sql of EARLY) await session.query(sql)
}

/** Writes all the rest, under the writers' lock. The database's triggers write an audit entry a changed fact. */
export async function writeFacts(session: ImportSession): Promise<void> {
  for (const sql of [...DIRECTORY, ...RULES, ...STARTS]) await session.query(sql)
}
