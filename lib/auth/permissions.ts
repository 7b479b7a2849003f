import { ChangeError } from '@/lib/changes/errors'
import { PERMISSIONS, type Permission } from '@/lib/contracts/permissions'

/** Who asks, as every door establishes it before calling a verb. */
export type Principal =
  | {
      readonly kind: 'api_key'
      readonly id: string
      readonly name: string
      readonly scopes: readonly ('decide' | 'admin')[]
    }
  | {
      readonly kind: 'console_user'
      readonly id: string
      readonly name: string
      readonly role: 'system_admin' | 'support'
    }
  | { readonly kind: 'command'; readonly id: string; readonly name: string }

const SUPPORT: ReadonlySet<Permission> = new Set(['decide', 'read_rollouts', 'read_audit', 'toggle_internal'])
const ADMIN_KEY: ReadonlySet<Permission> = new Set([
  ...SUPPORT,
  'change_rollouts',
  'change_directory',
  'import',
  'export',
])

/**
 * Whether the principal may (decision.md, "Who may do what"). A command is run by who owns the machine: it may all.
 * That support may toggle internal flags can be switched off in the settings: the verb asks them.
 */
export function may(principal: Principal, permission: Permission): boolean {
  switch (principal.kind) {
    case 'command':
      return true
    case 'console_user':
      return principal.role === 'system_admin' || SUPPORT.has(permission)
    case 'api_key':
      return principal.scopes.includes('admin')
        ? ADMIN_KEY.has(permission)
        : permission === 'decide' && principal.scopes.includes('decide')
    default:
      return principal satisfies never
  }
}

const ROLES = { system_admin: 'system admin', support: 'support' } as const

/** The first line of every verb and every question. @throws ChangeError `forbidden` */
export function permit(principal: Principal, permission: Permission): void {
  if (may(principal, permission)) return
  const needed = `needs the permission to ${permission.replaceAll('_', ' ')}.`
  // A role may have been lowered since the page was opened.
  const message =
    principal.kind === 'console_user' ? `Your role is ${ROLES[principal.role]}: this ${needed}` : `This ${needed}`
  throw new ChangeError('forbidden', message)
}

/** Everything that a principal may. */
export const permissionsOf = (principal: Principal) => PERMISSIONS.filter((permission) => may(principal, permission))
