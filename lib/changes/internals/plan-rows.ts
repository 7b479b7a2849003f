import type pg from 'pg'
import type { PlannedRow } from '@/lib/contracts/api/accounts'
import { DIRECTORY_TABLES } from '@/lib/queries/find-in-directory'
import { ACTOR_TYPES, type ActorType } from '@/lib/rollout'
import type { CsvRow } from './read-rows'

/** What a row does, beside the note that it gives. */
export interface Planned {
  readonly row: PlannedRow
  readonly note: string
}

interface Known {
  readonly id: string
  readonly name: string
  readonly isInternal: boolean
}

async function knownOf(database: Pick<pg.ClientBase, 'query'>, type: ActorType, rows: readonly CsvRow[]) {
  const ids = rows.filter((row) => row.wanted !== null && row.type === type).map(({ id }) => id)
  const { rows: known } = await database.query<Known>(
    `SELECT id, name, is_internal AS "isInternal" FROM ${DIRECTORY_TABLES[type]} WHERE id = ANY($1)`,
    [ids],
  )
  return known.map((account) => [`${type}:${account.id}`, account] as const)
}

function planOf({ line, type, id, wanted, message }: CsvRow, known: Known | undefined): Planned {
  const named = { line, type, id, name: known?.name ?? null }
  if (wanted === null) return { row: { ...named, isInternal: null, outcome: 'at_fault', message }, note: '' }
  const { isInternal, note } = wanted
  if (known === undefined) {
    return { row: { ...named, isInternal, outcome: 'at_fault', message: `there is no ${type} of this id` }, note }
  }
  const outcome = known.isInternal === isInternal ? 'unchanged' : 'will_change'
  return { row: { ...named, isInternal, outcome, message: null }, note }
}

/** What each row of a file would do to the directory as it is. Inside a change, it stays so until that is committed. */
export async function planRows(
  database: Pick<pg.ClientBase, 'query'>,
  rows: readonly CsvRow[],
): Promise<readonly Planned[]> {
  const known = new Map<string, Known>()
  for (const type of ACTOR_TYPES)
    for (const [name, account] of await knownOf(database, type, rows)) known.set(name, account)
  return rows.map((row) => planOf(row, row.wanted === null ? undefined : known.get(`${row.type}:${row.id}`)))
}
