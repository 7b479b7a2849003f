import { type DecisionWorld, postBytes } from './decision-world'
import { refusalOf } from './problem'

/** One feature that lets everybody in, one that lets nobody in, one for internal staff; and one that is gone. */
export const BAD_INPUT_FACTS = `
INSERT INTO publishers (id, name) VALUES ('3', 'Open Press');
INSERT INTO projects (id, title, publisher_id) VALUES ('12', 'Chemistry', '3'), ('shut', 'Shut', '3');
INSERT INTO sections (id, title, base_project_id, publisher_id) VALUES ('77', 'Chem 101', '12', '3');
INSERT INTO features (name, description, contexts, rollout_mode) VALUES
  ('open', 'Lets everybody in.', 'both', 'canary'), ('off', 'Lets nobody in.', 'both', 'canary'),
  ('staff', 'For internal staff.', 'both', 'canary'), ('gone', 'Is archived.', 'both', 'canary');
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) VALUES
  ('open', 'global', 'full'), ('off', 'global', 'off'), ('staff', 'global', 'internal_only'), ('gone', 'global', 'full');
INSERT INTO scoped_feature_flag_states (feature_name, project_id) VALUES
  ('open', '12'), ('off', '12'), ('staff', '12'), ('gone', '12'), ('off', 'shut'), ('staff', 'shut');
INSERT INTO scoped_feature_flag_states (feature_name, section_id) VALUES ('open', '77'), ('off', '77');
UPDATE features SET archived_at = now() WHERE name = 'gone';
`

export const ACTOR = { type: 'user', id: '1042' } as const
export const RESOURCE = { type: 'project', id: '12' } as const

/** A request that is answered with an allow, at each of the two doors. */
export const GOOD = {
  '/api/decision': { feature: 'open', actor: ACTOR, resource: RESOURCE },
  '/api/decisions': { actor: ACTOR, resource: RESOURCE, features: ['open'] },
} as const

export const DOORS = ['/api/decision', '/api/decisions'] as const

type Sent = Readonly<Record<string, string>>

/** How a world's doors are asked with its key, and how they refuse. */
export function badInputDoors(world: DecisionWorld) {
  const post = (door: string, body: BodyInit, headers: Sent = {}) => {
    const sent = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...headers }
    return postBytes(world.doors.url + door, sent, body)
  }
  /** Fails where the answer is no refusal. */
  const refused = async (door: string, body: BodyInit, headers: Sent = {}) => refusalOf(await post(door, body, headers))
  return { post, refused }
}

/** The refusal of what is in the body. */
export const invalid = (...paths: string[]) => ({ status: 400, code: 'invalid_request', paths })
