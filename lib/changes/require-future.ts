import { ChangeError } from './errors'

/** What would have expired already is a mistake. @param what `The exemption` @throws ChangeError `invalid_request` */
export function requireFuture(what: string, expiresAt: number | null, nowMs: number): void {
  if (expiresAt === null || expiresAt > nowMs) return
  const faults = [{ path: 'expiresAt', message: 'must lie in the future' }]
  throw new ChangeError('invalid_request', `${what} would have expired already.`, { faults })
}
