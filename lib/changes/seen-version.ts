import type { ChangeRequest } from '@/lib/rollout'
import { ChangeError } from './errors'

export type SeenVersion = Pick<ChangeRequest, 'expectedVersion' | 'hasIfMatch'>

/**
 * The version that a writer saw, wherever it came: as `If-Match`, or as `expectedVersion`; null: none.
 * @throws ChangeError `invalid_request` where they are two
 */
export function seenVersion(ifMatch: number | null, expectedVersion: number | null | undefined): SeenVersion {
  const stated = expectedVersion ?? null
  if (ifMatch !== null && stated !== null && ifMatch !== stated) {
    const faults = [{ path: 'expectedVersion', message: 'is another version than the one in If-Match' }]
    throw new ChangeError('invalid_request', 'Two versions were sent.', { faults })
  }
  return { expectedVersion: ifMatch ?? stated, hasIfMatch: ifMatch !== null }
}
