import { permit } from '@/lib/auth/permissions'
import { type CreateFeatureInput, createFeatureInput, type FeatureChanged } from '@/lib/contracts/api/features-changes'
import { findFeature } from '@/lib/queries/find-feature'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

/**
 * Creates a feature, with no rollout and no opt-in: at off.
 * @throws ChangeError `forbidden`, `invalid_request`, `feature_exists`, `feature_archived` (of that name), `busy`
 */
export async function createFeature(
  context: ChangeContext,
  given: CreateFeatureInput,
): Promise<Changed<FeatureChanged>> {
  permit(context.principal, 'change_rollouts')
  const { name, description, contexts, rolloutMode, reason } = parseInput(createFeatureInput, given)
  return inChange(context, { note: reason }, async (client) => {
    const { rows } = await client.query<{ isArchived: boolean }>(
      'SELECT archived_at IS NOT NULL AS "isArchived" FROM features WHERE name = $1',
      [name],
    )
    if (rows[0]?.isArchived === true)
      throw new ChangeError('feature_archived', 'An archived feature has this name: restore it, or take another name.')
    if (rows.length > 0) throw new ChangeError('feature_exists', 'There is a feature of this name already.')
    await client.query('INSERT INTO features (name, description, contexts, rollout_mode) VALUES ($1, $2, $3, $4)', [
      name,
      description,
      contexts,
      rolloutMode,
    ])
    return { ...(await findFeature(client, name)), changed: true, replaced: null }
  })
}
