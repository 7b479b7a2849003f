import type pg from 'pg'
import { entriesAfter } from '@/lib/audit/chained-rows'
import { permit } from '@/lib/auth/permissions'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import { type Reverted, type RevertInput, revertInput } from '@/lib/contracts/api/revert'
import { describeEntries } from '@/lib/queries/audit/describe-entries'
import { findEntry, findHead } from '@/lib/queries/audit/entry-rows'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'
import { takeBack } from './take-back'

/** A revert writes an entry or two; archived features bring one for each stage that was set. */
const MOST_SHOWN = 200

async function offered(client: pg.ClientBase, { principal }: ChangeContext, id: number): Promise<AuditEntry> {
  const [entry] = await describeEntries(client, principal, [await findEntry(client, id)])
  if (entry === undefined) throw new Error('An entry was lost on the way.')
  const { code, message } = entry.revert
  if (code !== null) throw new ChangeError(code, `${message} Nothing was written.`)
  return entry
}

/**
 * Takes a change back, by the verb that makes the opposite change, in one transaction with the checks: while the present
 * equals the entry's `after`, and where the rules let the opposite through, the ladder's among them (decision.md, "Audit").
 * @param id of the audit entry
 * @returns the entries of the new change; none where nothing was to change
 * @throws ChangeError `not_found`, `not_revertible`, `superseded`, `forbidden`; `reason_required` where the way is back
 * and no note is given; whatever the verb throws
 */
export async function revertEntry(context: ChangeContext, id: number, given: RevertInput): Promise<Changed<Reverted>> {
  permit(context.principal, 'read_audit')
  const { note } = parseInput(revertInput, given)
  const audit = { note: note === undefined ? `Reverts entry ${id}.` : `Reverts entry ${id}: ${note}` }
  return inChange(context, audit, async (client) => {
    // As the triggers write instants in facts.
    await client.query(`SET LOCAL timezone = 'UTC'`)
    const entry = await offered(client, context, id)
    const head = await findHead(client)
    await takeBack({ ...context, change: client }, client, entry, note)
    const written = await entriesAfter(client, head?.id ?? 0, MOST_SHOWN)
    return { reverted: id, entries: await describeEntries(client, context.principal, written) }
  })
}
