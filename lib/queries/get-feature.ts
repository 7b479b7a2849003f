import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { FeatureDetails } from '@/lib/contracts/api/feature-reads'
import { readExemptions } from './exemption-rows'
import { readFeatures } from './feature-facts'
import { listPlaces } from './places'
import type { ReadContext } from './read-context'

/**
 * A feature, archived or not, with its own rollouts and all its exemptions.
 * @throws ChangeError `forbidden`, `feature_not_found`
 */
export async function getFeature({ pool, principal }: ReadContext, name: string): Promise<FeatureDetails> {
  permit(principal, 'read_rollouts')
  const { features } = await readFeatures(pool)
  const feature = features.find((one) => one.name === name)
  if (feature === undefined) throw new ChangeError('feature_not_found', 'There is no feature of this name.')
  const exemptions = await readExemptions(pool, 'WHERE e.feature_name = $1 ORDER BY e.publisher_id', [name])
  return { ...feature, rollouts: await listPlaces(pool, name), exemptions: [...exemptions] }
}
