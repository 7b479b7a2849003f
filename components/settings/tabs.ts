import type { Permission } from '@/lib/contracts/permissions'

export const TABS = [
  { value: 'people', label: 'People', permission: 'manage_people' },
  { value: 'keys', label: 'API keys', permission: 'manage_keys' },
  { value: 'policy', label: 'Policy', permission: 'manage_settings' },
  { value: 'health', label: 'Health', permission: 'read_rollouts' },
] as const satisfies readonly { value: string; label: string; permission: Permission }[]

export type SettingsTab = (typeof TABS)[number]['value']

/** The tab that an address names; null where it names none. */
export const tabIn = (given: unknown): SettingsTab | null => TABS.find(({ value }) => value === given)?.value ?? null
