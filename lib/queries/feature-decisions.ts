import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { FeatureDecisions } from '@/lib/contracts/api/decision-counts'
import { isAllow, type Reason } from '@/lib/rollout'
import { findFeature } from './find-feature'
import type { ReadContext } from './read-context'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface Span {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

function spanOf({ from, to }: Span): { readonly from: Date; readonly to: Date } {
  const toMs = to === undefined ? Date.now() : Date.parse(to)
  const fromMs = from === undefined ? toMs - HOUR_MS : Date.parse(from)
  const message = 'lies before `to`, by at most a day'
  if (fromMs < toMs && toMs - fromMs <= DAY_MS) return { from: new Date(fromMs), to: new Date(toMs) }
  throw new ChangeError('invalid_request', `\`from\` ${message}.`, { faults: [{ path: 'from', message }] })
}

/**
 * A feature's decisions by minute and reason, for a chart; archived or not.
 * @throws ChangeError `forbidden`, `feature_not_found`, `invalid_request`
 */
export async function featureDecisions(
  { pool, principal }: ReadContext,
  feature: string,
  asked: Span,
): Promise<FeatureDecisions> {
  permit(principal, 'read_rollouts')
  const { from, to } = spanOf(asked)
  await findFeature(pool, feature)
  const { rows } = await pool.query<{ minute: Date; reason: Reason; decisions: number }>(
    `SELECT minute, reason, decisions::float8 AS decisions FROM decision_counts
     WHERE feature_name = $1 AND minute >= date_trunc('minute', $2::timestamptz) AND minute < $3 ORDER BY minute, reason`,
    [feature, from, to],
  )
  const items = rows.map(({ minute, reason, decisions }) => {
    return { minute: minute.toISOString(), result: isAllow(reason), reason, decisions }
  })
  return { from: from.toISOString(), to: to.toISOString(), items }
}
