import { userInfo } from 'node:os'
import type { Principal } from '@/lib/auth/permissions'

/** Who runs a command, for the audit trail. */
export function operator(): Principal {
  const { username } = userInfo()
  return { kind: 'command', id: username, name: username }
}
