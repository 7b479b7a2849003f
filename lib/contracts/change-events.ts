/** What can have changed; api.md, "Operations". */
export const CHANGE_EVENTS = [
  'rollout.changed',
  'exemption.changed',
  'scope.changed',
  'account.changed',
  'feature.changed',
  /** Projects, sections and publishers: where a resource belongs; and whatever an import brought. */
  'directory.changed',
  'setting.changed',
  'key.changed',
  'person.changed',
] as const
export type ChangeEvent = (typeof CHANGE_EVENTS)[number]
