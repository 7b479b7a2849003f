/** A change made by SQL, with what is answered before and after it. All changes are independent of each other. */
export interface FactChange {
  readonly what: string
  readonly sql: string
  readonly undo: string
  readonly asked: { readonly feature: string; readonly resource: string; readonly actor: string }
  /** A reason, or `404`. */
  readonly before: string
  readonly after: string
}

type Draft = (key: string) => Omit<FactChange, 'what' | 'asked'> & {
  readonly feature?: string
  readonly resource?: string
  readonly actor?: string
}

const insertRollout = (feature: string, type: 'project' | 'section', id: string, stage: string) =>
  `INSERT INTO scoped_feature_rollouts (feature_name, scope_type, ${type}_id, stage) VALUES ('${feature}', '${type}', '${id}', '${stage}')`
const insertOptIn = (feature: string, type: 'project' | 'section', id: string) =>
  `INSERT INTO scoped_feature_flag_states (feature_name, ${type}_id) VALUES ('${feature}', '${id}')`
const setting = (table: string, id: string, column: string, from: string, to: string) => ({
  sql: `UPDATE ${table} SET ${column} = ${to} WHERE id = '${id}'`,
  undo: `UPDATE ${table} SET ${column} = ${from} WHERE id = '${id}'`,
})
const ofFeature = (name: string, column: string, from: string, to: string) => ({
  sql: `UPDATE features SET ${column} = ${to} WHERE name = '${name}'`,
  undo: `UPDATE features SET ${column} = ${from} WHERE name = '${name}'`,
})

// Asked of the project and by the user that bear the change's key, unless it says otherwise; see `given`.
const DRAFTS: Readonly<Record<string, Draft>> = {
  'the global stage': (k) => ({
    sql: `UPDATE scoped_feature_rollouts SET stage = 'off' WHERE feature_name = '${k}' AND scope_type = 'global'`,
    undo: `UPDATE scoped_feature_rollouts SET stage = 'full' WHERE feature_name = '${k}' AND scope_type = 'global'`,
    before: 'stage_full',
    after: 'stage_off',
  }),
  "a project's stage": (k) => ({
    sql: insertRollout(k, 'project', k, 'internal_only'),
    undo: `DELETE FROM scoped_feature_rollouts WHERE project_id = '${k}'`,
    resource: `section ${k}`,
    before: 'stage_full',
    after: 'not_internal',
  }),
  "a section's stage": (k) => ({
    sql: insertRollout(k, 'section', k, 'off'),
    undo: `DELETE FROM scoped_feature_rollouts WHERE section_id = '${k}'`,
    resource: `section ${k}`,
    before: 'stage_full',
    after: 'stage_off',
  }),
  'an exemption that comes': (k) => ({
    sql: `INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) VALUES ('${k}', '${k}', 'deny', 'x')`,
    undo: `DELETE FROM scoped_feature_exemptions WHERE publisher_id = '${k}'`,
    before: 'stage_full',
    after: 'publisher_denied',
  }),
  'an exemption that ends': (k) => ({
    sql: `UPDATE scoped_feature_exemptions SET expires_at = now() - interval '1 minute' WHERE feature_name = '${k}'`,
    undo: `UPDATE scoped_feature_exemptions SET expires_at = NULL WHERE feature_name = '${k}'`,
    resource: `project ${k}-denied`,
    before: 'publisher_denied',
    after: 'stage_full',
  }),
  "a project's opt-in": (k) => ({
    sql: insertOptIn(k, 'project', `${k}-other`),
    undo: `DELETE FROM scoped_feature_flag_states WHERE project_id = '${k}-other'`,
    resource: `project ${k}-other`,
    before: 'scope_disabled',
    after: 'stage_off',
  }),
  "a section's opt-out": (k) => ({
    sql: `DELETE FROM scoped_feature_flag_states WHERE section_id = '${k}'`,
    undo: insertOptIn(k, 'section', k),
    resource: `section ${k}`,
    before: 'stage_full',
    after: 'scope_disabled',
  }),
  "a user's internal flag": (k) => ({
    ...setting('users', k, 'is_internal', 'false', 'true'),
    resource: `project ${k}-staff`,
    before: 'not_internal',
    after: 'internal',
  }),
  "an author's internal flag": (k) => ({
    ...setting('authors', k, 'is_internal', 'false', 'true'),
    resource: `project ${k}-staff`,
    actor: `author ${k}`,
    before: 'not_internal',
    after: 'internal',
  }),
  'an internal account that comes': (k) => ({
    sql: `INSERT INTO users (id, name, is_internal) VALUES ('${k}-new', 'New', true)`,
    undo: `DELETE FROM users WHERE id = '${k}-new'`,
    resource: `project ${k}-staff`,
    actor: `user ${k}-new`,
    before: 'not_internal',
    after: 'internal',
  }),
  "a section's project": (k) => ({
    ...setting('sections', k, 'base_project_id', `'${k}'`, `'${k}-other'`),
    resource: `section ${k}`,
    before: 'stage_full',
    after: 'stage_off',
  }),
  "a section's publisher": (k) => ({
    ...setting('sections', k, 'publisher_id', `'${k}'`, `'${k}-denied'`),
    resource: `section ${k}`,
    before: 'stage_full',
    after: 'publisher_denied',
  }),
  "a project's publisher": (k) => ({
    ...setting('projects', k, 'publisher_id', `'${k}'`, `'${k}-denied'`),
    before: 'stage_full',
    after: 'publisher_denied',
  }),
  'a resource that comes': (k) => ({
    sql: `INSERT INTO projects (id, title) VALUES ('${k}-late', 'Late'); ${insertOptIn(k, 'project', `${k}-late`)}`,
    undo: `DELETE FROM scoped_feature_flag_states WHERE project_id = '${k}-late'; DELETE FROM projects WHERE id = '${k}-late'`,
    resource: `project ${k}-late`,
    before: 'scope_disabled',
    after: 'stage_full',
  }),
  'a mode': (k) => ({
    ...ofFeature(k, 'rollout_mode', `'canary'`, `'scoped_only'`),
    before: 'stage_full',
    after: 'enabled',
  }),
  'a feature that is archived': (k) => ({
    ...ofFeature(k, 'archived_at', 'NULL', 'now()'),
    before: 'stage_full',
    after: '404',
  }),
  'a feature that comes': (k) => ({
    sql: `INSERT INTO features (name, description, contexts) VALUES ('${k}-new', 'A feature.', 'both')`,
    undo: `DELETE FROM features WHERE name = '${k}-new'`,
    feature: `${k}-new`,
    before: '404',
    after: 'scope_disabled',
  }),
}

/** Every kind of fact that a decision depends on. */
export const FACT_CHANGES: readonly FactChange[] = Object.entries(DRAFTS).map(([what, draft], nth) => {
  const key = `k${nth}`
  const { feature = key, resource = `project ${key}`, actor = `user ${key}`, ...change } = draft(key)
  return { what, ...change, asked: { feature, resource, actor } }
})

const keys = `unnest(ARRAY[${FACT_CHANGES.map((_, nth) => `'k${nth}'`)}]) AS k`

/** The facts before all changes: for each key a feature at full, a project and a section that are opted in, and others. */
export const FACTS_BEFORE_CHANGES = `
INSERT INTO publishers (id, name) SELECT k || suffix, 'Press' FROM ${keys}, unnest(ARRAY['', '-denied']) AS suffix;
INSERT INTO projects (id, title, publisher_id) SELECT k || suffix, 'Project', CASE suffix WHEN '-denied' THEN k || suffix ELSE k END
  FROM ${keys}, unnest(ARRAY['', '-denied', '-other', '-staff']) AS suffix;
INSERT INTO sections (id, title, base_project_id, publisher_id) SELECT k, 'Section', k, k FROM ${keys};
INSERT INTO users (id, name) SELECT k, 'User' FROM ${keys};
INSERT INTO authors (id, name) SELECT k, 'Author' FROM ${keys};
INSERT INTO features (name, description, contexts, rollout_mode) SELECT k, 'A feature.', 'both', 'canary' FROM ${keys};
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) SELECT k, 'global', 'full' FROM ${keys};
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, project_id, stage)
  SELECT k, 'project', k || suffix, CASE suffix WHEN '-other' THEN 'off' ELSE 'internal_only' END::rollout_stage
  FROM ${keys}, unnest(ARRAY['-other', '-staff']) AS suffix;
INSERT INTO scoped_feature_flag_states (feature_name, project_id)
  SELECT k, k || suffix FROM ${keys}, unnest(ARRAY['', '-denied', '-staff']) AS suffix;
INSERT INTO scoped_feature_flag_states (feature_name, section_id) SELECT k, k FROM ${keys};
INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note) SELECT k, k || '-denied', 'deny', 'x' FROM ${keys};
`
