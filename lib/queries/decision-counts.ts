import { permit } from '@/lib/auth/permissions'
import type { DecisionCounts } from '@/lib/contracts/api/decision-counts'
import { isAllow, REASONS } from '@/lib/rollout'
import type { ReadContext } from './read-context'

const SLOT_MS = 5 * 60_000
const SLOTS = 12

interface Row {
  readonly feature: string
  readonly slot: number
  readonly decisions: number
  readonly allowed: number
}

type Item = DecisionCounts['items'][number]

const COUNTS = `
  SELECT c.feature_name AS feature, floor(extract(epoch FROM c.minute - $1::timestamptz) * 1000 / ${SLOT_MS})::int AS slot,
    sum(c.decisions)::float8 AS decisions, coalesce(sum(c.decisions) FILTER (WHERE c.reason = ANY($2)), 0)::float8 AS allowed
  FROM decision_counts c JOIN features f ON f.name = c.feature_name AND f.archived_at IS NULL
  WHERE c.minute >= $1 GROUP BY 1, 2 ORDER BY 1, 2`

function itemsOf(rows: readonly Row[]): Item[] {
  const items = new Map<string, Item>()
  for (const { feature, slot, decisions, allowed } of rows) {
    const item = items.get(feature) ?? {
      feature,
      decisions: 0,
      allowed: 0,
      share: 0,
      everyFiveMinutes: Array<number>(SLOTS).fill(0),
    }
    item.decisions += decisions
    item.allowed += allowed
    item.share = item.allowed / item.decisions
    item.everyFiveMinutes[Math.min(slot, SLOTS - 1)] =
      (item.everyFiveMinutes[Math.min(slot, SLOTS - 1)] ?? 0) + decisions
    items.set(feature, item)
  }
  return [...items.values()]
}

/** The decisions of the last hour by feature, for the board. @throws ChangeError `forbidden` */
export async function decisionCounts({ pool, principal }: ReadContext): Promise<DecisionCounts> {
  permit(principal, 'read_rollouts')
  const to = new Date()
  const from = new Date(Math.floor(to.getTime() / 60_000) * 60_000 + 60_000 - SLOTS * SLOT_MS)
  const allowing = REASONS.filter(isAllow)
  const { rows } = await pool.query<Row>(COUNTS, [from, allowing])
  return { from: from.toISOString(), to: to.toISOString(), items: itemsOf(rows) }
}
