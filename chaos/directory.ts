/** What never changes in a run: who publishes what, and which sections belong to which project. */
export const DIRECTORY = {
  features: ['alpha', 'beta', 'gamma'],
  publishers: ['press', 'house'],
  projects: [
    { id: 'p0', publisherId: 'press' },
    { id: 'p1', publisherId: 'house' },
  ],
  sections: [
    { id: 's0', projectId: 'p0', publisherId: 'press' },
    { id: 's1', projectId: 'p1', publisherId: 'house' },
    { id: 's2', projectId: null, publisherId: 'press' },
  ],
  users: Array.from({ length: 24 }, (_, nth) => `u${nth}`),
} as const

/** Every place at which a decision may be asked for. */
export const RESOURCES = [
  ...DIRECTORY.projects.map(({ id }) => ({ type: 'project', id }) as const),
  ...DIRECTORY.sections.map(({ id }) => ({ type: 'section', id }) as const),
]

const values = (rows: readonly (readonly (string | null)[])[]) =>
  rows.map((row) => `(${row.map((cell) => (cell === null ? 'NULL' : `'${cell}'`)).join(', ')})`).join(', ')

/** The directory, and where every feature begins: opted in everywhere, for internal people. */
export const FIRST_FACTS = `
INSERT INTO publishers (id, name) VALUES ${values(DIRECTORY.publishers.map((id) => [id, id]))};
INSERT INTO projects (id, title, publisher_id) VALUES ${values(DIRECTORY.projects.map(({ id, publisherId }) => [id, id, publisherId]))};
INSERT INTO sections (id, title, base_project_id, publisher_id)
  VALUES ${values(DIRECTORY.sections.map(({ id, projectId, publisherId }) => [id, id, projectId, publisherId]))};
INSERT INTO users (id, name) VALUES ${values(DIRECTORY.users.map((id) => [id, id]))};
UPDATE users SET is_internal = true WHERE id IN ('u0', 'u1');
INSERT INTO features (name, description, contexts, rollout_mode)
  VALUES ${values(DIRECTORY.features.map((name) => [name, 'A feature.', 'both', 'canary']))};
INSERT INTO scoped_feature_rollouts (feature_name, scope_type, stage) SELECT name, 'global', 'internal_only' FROM features;
INSERT INTO scoped_feature_flag_states (feature_name, project_id) SELECT name, id FROM features, projects;
INSERT INTO scoped_feature_flag_states (feature_name, section_id) SELECT name, id FROM features, sections;
`
