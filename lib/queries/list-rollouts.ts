import { permit } from '@/lib/auth/permissions'
import type { RolloutItem } from '@/lib/contracts/api/rollouts'
import { findFeature } from './find-feature'
import { listPlaces } from './places'
import type { ReadContext } from './read-context'

/** A feature's own rollouts, archived or not. @throws ChangeError `forbidden`, `feature_not_found` */
export async function listRollouts({ pool, principal }: ReadContext, feature: string): Promise<RolloutItem[]> {
  permit(principal, 'read_rollouts')
  await findFeature(pool, feature)
  return listPlaces(pool, feature)
}
