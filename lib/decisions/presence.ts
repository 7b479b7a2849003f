import { hostname } from 'node:os'
import type pg from 'pg'

const MOST_RECEIPTS = 20

/** What a node says of itself. */
export interface Presence {
  readonly id: string
  readonly kind: 'front' | 'console'
  readonly version: string
  readonly worker: number | null
  readonly uptimeMs: number
  readonly revision: number
  readonly freshnessAgeMs: number
  readonly isListening: boolean
  readonly decisions: number
  readonly decisionsWithoutQuery: number
  /** The last revisions and when each was in force here, ms of database time since 1970. */
  readonly receipts: readonly Receipt[]
  /** Names asked for most that no feature has, and how often at least. */
  readonly unknownFeatures: readonly (readonly [string, number])[]
}
export type Receipt = readonly [revision: number, atMs: number]

// Who ended without a word is shown as not seen for a while, and then forgotten.
const WRITE = `WITH forgotten AS (DELETE FROM nodes WHERE seen_at < now() - interval '5 minutes' AND id <> $1)
  INSERT INTO nodes (id, kind, version, host, started_at, revision, freshness_age_ms, is_listening, decisions,
    decisions_without_query, receipts, unknown_features, worker)
  VALUES ($1, $2, $3, $4, now() - $5::float8 * interval '1 millisecond', $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (id) DO UPDATE SET seen_at = now(), revision = excluded.revision, receipts = excluded.receipts,
    unknown_features = excluded.unknown_features,
    freshness_age_ms = excluded.freshness_age_ms, is_listening = excluded.is_listening,
    decisions = excluded.decisions, decisions_without_query = excluded.decisions_without_query`

const MOST_AGE_MS = 2 ** 31 - 1

/** Writes what a node says of itself into the registry. It is no fact: no revision, no audit. @throws when it fails */
export async function writePresence(pool: Pick<pg.Pool, 'query'>, presence: Presence): Promise<void> {
  await pool.query(WRITE, [
    presence.id,
    presence.kind,
    presence.version,
    hostname(),
    presence.uptimeMs,
    presence.revision,
    Math.round(Math.min(presence.freshnessAgeMs, MOST_AGE_MS)),
    presence.isListening,
    presence.decisions,
    presence.decisionsWithoutQuery,
    JSON.stringify(presence.receipts),
    JSON.stringify(presence.unknownFeatures),
    presence.worker,
  ])
}

/** Takes a node that ends out of the registry. @throws when it fails */
export async function removePresence(pool: Pick<pg.Pool, 'query'>, id: string): Promise<void> {
  await pool.query('DELETE FROM nodes WHERE id = $1', [id])
}

/** The receipts with one more, the oldest forgotten. */
export function withReceipt(receipts: readonly Receipt[], receipt: Receipt): readonly Receipt[] {
  return [...receipts, receipt].slice(-MOST_RECEIPTS)
}
