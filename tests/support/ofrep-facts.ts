import type pg from 'pg'
import { cohortHex, isInCohort } from '@/lib/rollout'

// One feature for each stage, opted in wherever there is a place; publishers 4 and 5 have exemptions for one of them.
const FACTS = `
INSERT INTO publishers (id, name) VALUES ('3', 'Open'), ('4', 'Denied'), ('5', 'Forced');
INSERT INTO projects (id, title, publisher_id) VALUES ('12', 'Chemistry', '3'), ('13', 'Physics', '4'), ('14', 'Art', '5'), ('15', 'New', NULL);
INSERT INTO sections (id, title, base_project_id, publisher_id) VALUES ('77', 'Chem 101', '12', '3');
INSERT INTO users (id, name, is_internal) VALUES ('9', 'Ingrid', true);
INSERT INTO features (name, description, contexts, rollout_mode)
  SELECT 'at.' || stage, 'A feature.', 'both', 'canary' FROM unnest(enum_range(NULL::rollout_stage)) AS stage;
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage)
  SELECT 'at.' || stage, 'global', stage FROM unnest(enum_range(NULL::rollout_stage)) AS stage;
INSERT INTO features (name, description, contexts) VALUES
  ('Simple', 'A feature.', 'both'), ('authoring-only', 'A feature.', 'authoring'), ('not_opted_in', 'A feature.', 'both'), ('gone', 'A feature.', 'both');
INSERT INTO scoped_feature_flag_states (feature_name, project_id)
  SELECT name, id FROM features, projects WHERE name <> 'not_opted_in' AND id <> '15';
INSERT INTO scoped_feature_flag_states (feature_name, section_id)
  SELECT name, '77' FROM features WHERE name NOT IN ('not_opted_in', 'authoring-only');
INSERT INTO scoped_feature_exemptions (feature_name, publisher_id, effect, note)
  VALUES ('at.fifty_percent', '4', 'deny', 'contract'), ('at.fifty_percent', '5', 'force_enable', 'pilot');
UPDATE features SET archived_at = now() WHERE name = 'gone';
`

/** The features that bulk answers hold, in their order. */
export const FEATURES = [
  'Simple',
  'at.fifty_percent',
  'at.five_percent',
  'at.full',
  'at.internal_only',
  'at.off',
  'authoring-only',
  'not_opted_in',
]

/** Fills an empty database. */
export async function insertOfrepFacts(db: pg.ClientBase): Promise<void> {
  await db.query(FACTS)
}

const isIn = (id: number) => isInCohort(cohortHex('at.fifty_percent', 'user', String(id)), 'fifty_percent')
const users = Array.from({ length: 100 }, (_, n) => 1000 + n)

/** Two users, one on either side of `at.fifty_percent`'s cohort. */
export const USER_IN = String(users.find(isIn))
export const USER_OUT = String(users.find((id) => !isIn(id)))
