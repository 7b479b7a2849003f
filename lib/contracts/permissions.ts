/** What a principal may do; decision.md, "Who may do what". */
export const PERMISSIONS = [
  'decide',
  /** See rollouts, exemptions, accounts, the impact of a change, and the health of the nodes. */
  'read_rollouts',
  'read_audit',
  'toggle_internal',
  'change_rollouts',
  'change_directory',
  'import',
  'export',
  'manage_keys',
  'manage_people',
  'manage_settings',
] as const

export type Permission = (typeof PERMISSIONS)[number]
