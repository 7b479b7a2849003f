import type pg from 'pg'
import type { Principal } from '@/lib/auth/permissions'

export interface ChangeContext {
  readonly pool: pg.Pool
  readonly principal: Principal
  readonly requestId: string
  /** The open change that a verb is part of: who made it has taken the lock and said who changes, and why. */
  readonly change?: pg.PoolClient
}

/** What the database writes into each audit entry of a transaction, beside the change itself. */
export interface AuditContext {
  readonly note?: string | undefined
  /** Notes of single accounts, by `type:id`, where one change has many; the others have `note`. */
  readonly notes?: Readonly<Record<string, string>> | undefined
  readonly action?: string | undefined
  readonly importId?: string | undefined
}

/** Says who changes and why, for the rest of the transaction; the audit triggers read it. */
export async function describeChange(
  client: pg.ClientBase,
  context: ChangeContext,
  audit: AuditContext,
): Promise<void> {
  const { principal, requestId } = context
  const named = {
    actor_kind: principal.kind,
    actor_id: principal.id,
    actor_name: principal.name,
    request_id: requestId,
    note: audit.note ?? '',
    notes: audit.notes === undefined ? '' : JSON.stringify(audit.notes),
    action: audit.action ?? '',
    import_id: audit.importId ?? '',
  }
  await client.query(`SELECT set_config('aviary.' || key, value, true) FROM json_each_text($1)`, [
    JSON.stringify(named),
  ])
}
