import type pg from 'pg'
import { type FeatureRow, findFeature } from '@/lib/queries/find-feature'
import { ChangeError } from './errors'

/** A feature that may be changed. @throws ChangeError `feature_not_found`, `feature_archived` */
export async function requireFeature(database: Pick<pg.ClientBase, 'query'>, name: string): Promise<FeatureRow> {
  const feature = await findFeature(database, name)
  if (feature.isArchived)
    throw new ChangeError('feature_archived', 'The feature is archived: restore it before you change it.')
  return feature
}
