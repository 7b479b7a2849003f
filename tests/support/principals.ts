import type { Principal } from '@/lib/auth/permissions'

// One of each kind that decision.md, "Who may do what", has a column for.
export const OPERATOR: Principal = { kind: 'command', id: 'root', name: 'root' }
export const SYSTEM_ADMIN: Principal = { kind: 'console_user', id: 'u1', name: 'Root', role: 'system_admin' }
export const SUPPORT: Principal = { kind: 'console_user', id: 'u2', name: 'Helper', role: 'support' }
export const ADMIN_KEY: Principal = { kind: 'api_key', id: 'k1', name: 'Sync', scopes: ['admin'] }
export const DECIDE_KEY: Principal = { kind: 'api_key', id: 'k2', name: 'App', scopes: ['decide'] }
