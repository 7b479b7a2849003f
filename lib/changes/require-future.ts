import { ChangeError } from './errors'

/** An exemption that would have expired already is a mistake. @throws ChangeError `invalid_request` */
export function requireFuture(expiresAt: number | null, nowMs: number): void {
  if (expiresAt === null || expiresAt > nowMs) return
  const faults = [{ path: 'expiresAt', message: 'must lie in the future' }]
  throw new ChangeError('invalid_request', 'The exemption would have expired already.', { faults })
}
