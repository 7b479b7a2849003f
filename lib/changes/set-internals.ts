import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { InternalsPlan, PlannedRow } from '@/lib/contracts/api/accounts'
import { inTransaction } from '@/lib/db/transaction'
import { DIRECTORY_TABLES } from '@/lib/queries/find-in-directory'
import { ACTOR_TYPES } from '@/lib/rollout'
import { type ChangeContext, describeChange } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { type Planned, planRows } from './internals/plan-rows'
import { type CsvRow, readRows } from './internals/read-rows'
import { permitToggle } from './permit-toggle'

export interface SetInternalsOptions {
  readonly dryRun: boolean
}

const MOST_FAULTS = 1000
// Ten thousand audit entries are hashed one after the other; the whole transaction has 10 s (reliability.md, "Pools").
const WRITE_TIMEOUT_MS = 8000

const countOf = (planned: readonly Planned[], outcome: PlannedRow['outcome']) =>
  planned.filter(({ row }) => row.outcome === outcome).length

function summary(planned: readonly Planned[]): Pick<InternalsPlan, 'counts' | 'rows'> {
  const counts = {
    changed: countOf(planned, 'will_change'),
    unchanged: countOf(planned, 'unchanged'),
    atFault: countOf(planned, 'at_fault'),
  }
  return { counts, rows: planned.map(({ row }) => row) }
}

/** Shape and values are the file's fault; an account that is not there is the directory's (api.md, "state document"). */
function refuseFaults(planned: readonly Planned[]): void {
  const bad = planned.flatMap(({ row }) => (row.outcome === 'at_fault' ? [row] : []))
  if (bad.length === 0) return
  const faults = bad
    .slice(0, MOST_FAULTS)
    .map(({ line, message }) => ({ path: `line ${line}`, message: message ?? '' }))
  const code = bad.some(({ isInternal }) => isInternal === null) ? 'invalid_request' : 'import_refused'
  const rows = bad.length === 1 ? 'a row is' : `${bad.length} rows are`
  throw new ChangeError(code, `Nothing was written: ${rows} at fault.`, { faults })
}

async function write(client: pg.ClientBase, planned: readonly Planned[]): Promise<void> {
  await client.query(`SET LOCAL statement_timeout = ${WRITE_TIMEOUT_MS}`)
  for (const type of ACTOR_TYPES) {
    const rows = planned.flatMap(({ row }) => (row.type === type && row.outcome === 'will_change' ? [row] : []))
    if (rows.length === 0) continue
    const text = `UPDATE ${DIRECTORY_TABLES[type]} t SET is_internal = r.is_internal
      FROM unnest($1::text[], $2::boolean[]) AS r (id, is_internal) WHERE t.id = r.id`
    const values = [rows.map(({ id }) => id), rows.map(({ isInternal }) => isInternal)]
    const config = { text, values, query_timeout: WRITE_TIMEOUT_MS + 500 }
    await client.query(config)
  }
}

const notesOf = (planned: readonly Planned[]) =>
  Object.fromEntries(planned.map(({ row: { type, id }, note }) => [`${type}:${id}`, note]))

const done = (row: PlannedRow): PlannedRow => (row.outcome === 'will_change' ? { ...row, outcome: 'changed' } : row)

function writeAll(context: ChangeContext, rows: readonly CsvRow[]): Promise<Changed<Omit<InternalsPlan, 'revision'>>> {
  const importId = randomUUID()
  return inChange(context, { importId }, async (client) => {
    await permitToggle(client, context.principal)
    const planned = await planRows(client, rows)
    refuseFaults(planned)
    const { counts, rows: named } = summary(planned)
    if (counts.changed === 0) return { dryRun: false, importId: null, counts, rows: named }
    await describeChange(client, context, { importId, notes: notesOf(planned) })
    await write(client, planned)
    return { dryRun: false, importId, counts, rows: named.map(done) }
  })
}

function tryAll({ pool, principal }: ChangeContext, rows: readonly CsvRow[]): Promise<InternalsPlan> {
  const look = async (client: pg.PoolClient) => {
    await permitToggle(client, principal)
    const planned = await planRows(client, rows)
    const { rows: state } = await client.query<{ n: string }>('SELECT n FROM state_revision')
    return { dryRun: true, importId: null, revision: Number(state[0]?.n), ...summary(planned) }
  }
  return inTransaction(pool, look, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}

/**
 * Marks the accounts of a CSV file (`type,id,is_internal,note`) internal or not: all or nothing, in one transaction,
 * with an audit entry for each account that changes. A dry run writes nothing and says what each row would do, faults
 * included.
 * @throws ChangeError `forbidden`; `invalid_request` (the file, or rows of it, can not be read; an account stands twice);
 * `import_refused` (there is no such account; not for a dry run); `busy`
 */
export async function setInternals(
  context: ChangeContext,
  csv: string,
  { dryRun }: SetInternalsOptions,
): Promise<Changed<InternalsPlan>> {
  permit(context.principal, 'toggle_internal')
  const rows = readRows(csv)
  if (dryRun) {
    const value = await tryAll(context, rows)
    return { value, revision: value.revision }
  }
  const { value, revision } = await writeAll(context, rows)
  return { value: { ...value, revision }, revision }
}
