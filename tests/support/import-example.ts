import type { Aviary } from './import'

/** The document of api.md. */
export const EXAMPLE = {
  publishers: [{ id: '3', name: 'Open Press' }],
  projects: [{ id: '12', title: 'Chemistry', publisherId: '3' }],
  sections: [{ id: '77', title: 'Chem 101, fall', projectId: '12', publisherId: '3' }],
  authors: [{ id: '1', email: 'a@example.edu', name: 'A', isInternal: true }],
  users: [{ id: '1042', email: null, name: 'U', isInternal: false }],
  features: [{ name: 'x', description: 'An example', contexts: ['both' as const], rolloutMode: 'canary' as const }],
  scopeStates: [{ feature: 'x', scopeType: 'section' as const, scopeId: '77' }],
  rollouts: [{ feature: 'x', scopeType: 'global' as const, scopeId: null, stage: 'five_percent' as const }],
  exemptions: [{ feature: 'x', publisherId: '3', effect: 'deny' as const, note: 'contract', expiresAt: null }],
}
/** What a plan calls its rows. */
export const NAMES = [
  'publisher 3',
  'project 12',
  'section 77',
  'author 1',
  'user 1042',
  'feature x',
  'scope x section 77',
  'rollout x global',
  'exemption x publisher 3',
]

const TABLES = [
  'publishers',
  'projects',
  'sections',
  'authors',
  'users',
  'features',
  'scoped_feature_flag_states',
  'scoped_feature_rollouts',
  'scoped_feature_exemptions',
  'audit_events',
  'state_revision',
]

/** All that the database holds of the state and its history, to be compared as it is. */
export async function everything(aviary: Aviary): Promise<string> {
  const tables = TABLES.map((table) => aviary.rows(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY 1::text`))
  return JSON.stringify(await Promise.all(tables))
}
