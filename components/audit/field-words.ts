import { roleWords, stageWords } from '@/lib/client/audit-sentence'

const FIELDS: Readonly<Record<string, string>> = {
  stage: 'Stage',
  optedIn: 'Opted in',
  effect: 'Effect',
  note: 'Note',
  expiresAt: 'Expires',
  description: 'Description',
  contexts: 'Contexts',
  rolloutMode: 'Rollout mode',
  archived: 'Archived',
  isInternal: 'Internal',
  value: 'Allowed',
  name: 'Name',
  prefix: 'Key begins with',
  scopes: 'Scopes',
  rateLimitPerS: 'Requests per second',
  allowedOrigins: 'Allowed origins',
  revoked: 'Revoked',
  role: 'Role',
  disabled: 'Disabled',
  created: 'Created',
  changed: 'Changed',
  unchanged: 'Unchanged',
  started: 'Stages started',
}

const EFFECTS: Readonly<Record<string, string>> = { deny: 'deny', force_enable: 'force on' }
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** What people call a field of a fact. */
export const fieldWords = (field: string): string => FIELDS[field] ?? field

/** A fact's value as people read it. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (field === 'stage') return stageWords(value)
  if (field === 'role') return roleWords(value)
  if (field === 'effect') return EFFECTS[String(value)] ?? String(value)
  if (field === 'expiresAt') return `${exact.format(new Date(String(value)))} UTC`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en')
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  return typeof value === 'string'
    ? value.replaceAll(/^(scoped_only|canary)$/g, (mode) => mode.replace('_', ' '))
    : JSON.stringify(value)
}
