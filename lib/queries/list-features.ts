import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import type { FeatureSummary, ListFeaturesQuery } from '@/lib/contracts/api/feature-reads'
import type { Page } from '@/lib/contracts/api/page'
import { readFeatures } from './feature-facts'
import { keyAfter, pageOf } from './page'
import type { ReadContext } from './read-context'
import { keyText } from './sort-key'

const includes = (text: string, q: string) => text.toLowerCase().includes(q.toLowerCase())

function fits(feature: FeatureSummary, { q = '', stage, mode, context, archived }: ListFeaturesQuery): boolean {
  return (
    feature.isArchived === (archived === 'true') &&
    (stage === undefined || feature.stage === stage) &&
    (mode === undefined || feature.rolloutMode === mode) &&
    (context === undefined || feature.contexts === context || feature.contexts === 'both') &&
    (includes(feature.name, q) || includes(feature.description, q))
  )
}

/** A page of the features that fit, by name. @throws ChangeError `forbidden`, `invalid_request` */
export async function listFeatures(
  { pool, principal }: ReadContext,
  query: ListFeaturesQuery,
): Promise<Page<FeatureSummary>> {
  permit(principal, 'read_rollouts')
  const after = keyAfter(query, z.tuple([keyText]))
  const { features } = await readFeatures(pool)
  const rest = features.filter((feature) => (after === null || feature.name > after[0]) && fits(feature, query))
  return pageOf(
    rest,
    query,
    ({ name }) => [name],
    (feature) => feature,
  )
}
