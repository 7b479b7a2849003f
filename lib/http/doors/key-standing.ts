import type { ApiKey } from '@/lib/auth/api-keys'
import type { State } from '@/lib/decisions/state'

/** Whether a key that was good once still is: neither revoked nor expired. */
export function isStanding(state: Pick<State, 'snapshot' | 'nowMs'>, { hash }: ApiKey): boolean {
  const key = state.snapshot()?.keys.get(hash)
  return key !== undefined && (key.expiresAt === null || state.nowMs() < key.expiresAt)
}
