import type { ChangeEvent } from '@/lib/contracts/change-events'

/** What the browser holds answers about: the first part of every query's key. */
export const SUBJECTS = [
  'features',
  'rollouts',
  'exemptions',
  'scopes',
  'places',
  'accounts',
  'explain',
  'impact',
  'decisions',
  'audit',
  'search',
  'people',
  'keys',
  'settings',
  'nodes',
  'reports',
] as const

export type Subject = (typeof SUBJECTS)[number]

const RULES: readonly Subject[] = ['features', 'rollouts', 'places', 'accounts', 'explain', 'impact', 'audit']

/** Which subjects a change of each kind touches: what to ask for again.  */
const TOUCHED: Readonly<Record<ChangeEvent, readonly Subject[]>> = {
  'rollout.changed': [...RULES, 'reports'],
  'exemption.changed': [...RULES, 'exemptions', 'reports'],
  'scope.changed': [...RULES, 'scopes'],
  'account.changed': ['accounts', 'explain', 'impact', 'audit', 'search'],
  'feature.changed': [...RULES, 'exemptions', 'scopes', 'search', 'reports'],
  'directory.changed': [...RULES, 'exemptions', 'scopes', 'search'],
  'key.changed': ['keys', 'audit'],
  'setting.changed': ['settings', 'audit'],
  'person.changed': ['people', 'audit'],
}

export const subjectsOf = (type: ChangeEvent): readonly Subject[] => TOUCHED[type]
