import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { ReadContext } from '../read-context'

const MOST_TERMS = 500

// From one value straight to the next by the index: a million entries know some dozens of people.
const ACTORS = `
  WITH RECURSIVE actor AS (
    (SELECT actor_kind, actor_id FROM audit_events ORDER BY actor_kind, actor_id LIMIT 1)
    UNION ALL
    SELECT next.actor_kind, next.actor_id FROM actor CROSS JOIN LATERAL (
      SELECT actor_kind, actor_id FROM audit_events
      WHERE (audit_events.actor_kind, audit_events.actor_id) > (actor.actor_kind, actor.actor_id)
      ORDER BY actor_kind, actor_id LIMIT 1) AS next)
  SELECT actor_kind AS kind, actor_id AS id, (SELECT actor_name FROM audit_events e
    WHERE e.actor_kind = actor.actor_kind AND e.actor_id = actor.actor_id ORDER BY e.id DESC LIMIT 1) AS name
  FROM actor LIMIT ${MOST_TERMS}`

const ACTIONS = `
  WITH RECURSIVE term AS (
    (SELECT action FROM audit_events ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT action FROM audit_events WHERE audit_events.action > term.action ORDER BY action LIMIT 1)
    FROM term WHERE term.action IS NOT NULL)
  SELECT action FROM term WHERE action IS NOT NULL LIMIT ${MOST_TERMS}`

export interface AuditTerms {
  readonly actors: { kind: string; id: string | null; name: string | null }[]
  readonly actions: string[]
}

async function read(pool: pg.Pool): Promise<AuditTerms> {
  const { rows: actors } = await pool.query<AuditTerms['actors'][number]>(ACTORS)
  const { rows: actions } = await pool.query<{ action: string }>(ACTIONS)
  return { actors, actions: actions.map(({ action }) => action) }
}

/** Who and what occurs in the trail, up to 500 each. @throws ChangeError `forbidden` */
export async function listAuditTerms({ pool, principal }: ReadContext): Promise<AuditTerms> {
  permit(principal, 'read_audit')
  return read(pool)
}
