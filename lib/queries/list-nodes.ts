import { permit } from '@/lib/auth/permissions'
import type { NodeProblem, NodesAnswer } from '@/lib/contracts/api/nodes'
import type { ReadContext } from './read-context'

// Nodes say of themselves every 4 s, and prove their freshness every second.
const SEEN_MS = 12_000
const FRESH_MS = 5000

interface NodeRow {
  readonly id: string
  readonly kind: string
  readonly version: string
  readonly worker: number | null
  readonly host: string | null
  readonly startedAt: Date | null
  readonly seenAt: Date
  readonly seenAgoMs: number
  readonly revision: number
  readonly freshnessAgeMs: number | null
  readonly isListening: boolean | null
  readonly decisions: number | null
  readonly decisionsWithoutQuery: number | null
  /** Revision and ms since 1970. */
  readonly receipts: readonly (readonly [number, number])[] | null
}

const NODES = `
  SELECT id, kind, version, worker, host, started_at AS "startedAt", seen_at AS "seenAt",
    greatest(0, extract(epoch FROM clock_timestamp() - seen_at) * 1000)::int AS "seenAgoMs", revision::float8 AS revision,
    freshness_age_ms AS "freshnessAgeMs", is_listening AS "isListening", decisions::float8 AS decisions,
    decisions_without_query::float8 AS "decisionsWithoutQuery", receipts
  FROM nodes ORDER BY kind DESC, host, worker, started_at, id`

// Of a revision, the last entry was written closest to the commit. A large import has many entries, so not all are read.
const CHANGES = `
  SELECT revision::float8 AS revision, extract(epoch FROM max(occurred_at))::float8 * 1000 AS "changedAtMs"
  FROM (SELECT revision, occurred_at FROM audit_events ORDER BY id DESC LIMIT 200) AS last
  GROUP BY revision ORDER BY revision DESC LIMIT 10`

function problemsOf(row: NodeRow, revision: number): NodeProblem[] {
  if (row.seenAgoMs > SEEN_MS) return ['not_seen']
  const found: NodeProblem[] = []
  if ((row.freshnessAgeMs ?? 0) > FRESH_MS) found.push('not_fresh')
  if (row.isListening === false) found.push('not_listening')
  // What it last said may be older than the last change.
  if (row.revision < revision && row.seenAgoMs > FRESH_MS) found.push('behind')
  return found
}

function nodeOf(row: NodeRow, revision: number): NodesAnswer['nodes'][number] {
  const { decisionsWithoutQuery: hits, receipts: _r, startedAt, seenAt, decisions, ...said } = row
  return {
    ...said,
    startedAt: startedAt?.toISOString() ?? null,
    seenAt: seenAt.toISOString(),
    decisions,
    hitRate: hits === null || !decisions ? null : Math.min(1, hits / decisions),
    problems: problemsOf(row, revision),
  }
}

function receiptOf(change: { revision: number; changedAtMs: number }, live: readonly NodeRow[]) {
  const times = live.flatMap(({ receipts }) => receipts?.find(([revision]) => revision === change.revision)?.[1] ?? [])
  return {
    revision: change.revision,
    changedAt: new Date(change.changedAtMs).toISOString(),
    reached: live.filter(({ revision }) => revision >= change.revision).length,
    nodes: live.length,
    slowestMs: times.length === 0 ? null : Math.max(0, Math.round(Math.max(...times) - change.changedAtMs)),
  }
}

/** Every node and how it fares, and how the last changes reached them (console.md, "Settings"). @throws ChangeError `forbidden` */
export async function listNodes({ pool, principal }: ReadContext): Promise<NodesAnswer> {
  permit(principal, 'read_rollouts')
  const [nodes, changes, state] = await Promise.all([
    pool.query<NodeRow>(NODES),
    pool.query<{ revision: number; changedAtMs: number }>(CHANGES),
    pool.query<{ n: number; at: Date }>('SELECT n::float8 AS n, clock_timestamp() AS at FROM state_revision'),
  ])
  const { n: revision = 0, at = new Date() } = state.rows[0] ?? {}
  const live = nodes.rows.filter(({ seenAgoMs }) => seenAgoMs <= SEEN_MS)
  return {
    revision,
    at: at.toISOString(),
    nodes: nodes.rows.map((row) => nodeOf(row, revision)),
    receipts: changes.rows.map((change) => receiptOf(change, live)),
  }
}
