import { permit } from '@/lib/auth/permissions'
import type { FeatureBoard } from '@/lib/contracts/api/feature-reads'
import { readFeatures } from './feature-facts'
import type { ReadContext } from './read-context'

/** Every feature not archived, by name. @throws ChangeError `forbidden` */
export async function featureBoard({ pool, principal }: ReadContext): Promise<FeatureBoard> {
  permit(principal, 'read_rollouts')
  const { revision, features } = await readFeatures(pool)
  return { revision, features: features.filter(({ isArchived }) => !isArchived) }
}
