import type { ListName, RowOf } from './lists'

type Value = string | boolean | null | undefined

/** A column of a staged list: its name, its SQL type, and its value in a row; absent and null are null. */
export type StagedColumn<Row> = readonly [name: string, type: string, of: (row: Row) => Value]

type Account = RowOf<'users'>
const account: readonly StagedColumn<Account>[] = [
  ['id', 'text', ({ id }) => id],
  ['email', 'text', ({ email }) => email],
  ['has_email', 'boolean', ({ email }) => email !== undefined],
  ['name', 'text', ({ name }) => name],
  ['is_internal', 'boolean', ({ isInternal }) => isInternal],
]

/**
 * The staged form of each list, in a temporary table of its own. Null stands for an absent field; where null is a value
 * too, a `has_` column tells them apart.
 */
export const STAGED_COLUMNS: { readonly [List in ListName]: readonly StagedColumn<RowOf<List>>[] } = {
  publishers: [
    ['id', 'text', ({ id }) => id],
    ['name', 'text', ({ name }) => name],
  ],
  projects: [
    ['id', 'text', ({ id }) => id],
    ['title', 'text', ({ title }) => title],
    ['publisher_id', 'text', ({ publisherId }) => publisherId],
    ['has_publisher', 'boolean', ({ publisherId }) => publisherId !== undefined],
  ],
  sections: [
    ['id', 'text', ({ id }) => id],
    ['title', 'text', ({ title }) => title],
    ['base_project_id', 'text', ({ projectId }) => projectId],
    ['has_project', 'boolean', ({ projectId }) => projectId !== undefined],
    ['publisher_id', 'text', ({ publisherId }) => publisherId],
    ['has_publisher', 'boolean', ({ publisherId }) => publisherId !== undefined],
  ],
  authors: account,
  users: account,
  features: [
    ['name', 'text', ({ name }) => name],
    ['description', 'text', ({ description }) => description],
    ['contexts', 'feature_context', ({ contexts }) => (contexts?.length === 2 ? 'both' : contexts?.[0])],
    ['rollout_mode', 'rollout_mode', ({ rolloutMode }) => rolloutMode],
  ],
  scopeStates: [
    ['feature', 'text', ({ feature }) => feature],
    ['scope_type', 'text', ({ scopeType }) => scopeType],
    ['scope_id', 'text', ({ scopeId }) => scopeId],
  ],
  rollouts: [
    ['feature', 'text', ({ feature }) => feature],
    ['scope_type', 'rollout_scope', ({ scopeType }) => scopeType],
    ['scope_id', 'text', ({ scopeId }) => scopeId],
    ['stage', 'rollout_stage', ({ stage }) => stage],
  ],
  exemptions: [
    ['feature', 'text', ({ feature }) => feature],
    ['publisher_id', 'text', ({ publisherId }) => publisherId],
    ['effect', 'exemption_effect', ({ effect }) => effect],
    ['note', 'text', ({ note }) => note],
    ['expires_at', 'timestamptz', ({ expiresAt }) => expiresAt && new Date(expiresAt).toISOString()],
    ['has_expiry', 'boolean', ({ expiresAt }) => expiresAt !== undefined],
  ],
}
