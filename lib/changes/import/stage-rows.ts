import { LISTS, type ListName, type RowOf, type Rows } from './lists'
import type { ImportSession } from './session'
import { STAGED_COLUMNS, type StagedColumn } from './staged-columns'

const ROWS_PER_STATEMENT = 10_000

/** Copies the document into temporary tables `staged_…`, which end with the transaction. Takes no lock on a live table. */
export async function stageRows(session: ImportSession, rows: Rows): Promise<void> {
  for (const list of LISTS) await stageList(session, list, rows[list])
}

/** `scopeStates` in the document, `scope_states` in a table's name. */
export function tableSuffix(list: ListName): string {
  return list === 'scopeStates' ? 'scope_states' : list
}

async function stageList<List extends ListName>(session: ImportSession, list: List, rows: readonly RowOf<List>[]) {
  const table = `staged_${tableSuffix(list)}`
  const columns = STAGED_COLUMNS[list]
  await session.query(`CREATE TEMP TABLE ${table} (row integer, ${columns.map(definition).join(', ')}) ON COMMIT DROP`)
  const arrays = columns.map(([, type], index) => `$${index + 2}::${type}[]`)
  const insert = `INSERT INTO ${table} SELECT * FROM unnest($1::integer[], ${arrays.join(', ')})`
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(from, from + ROWS_PER_STATEMENT)
    const values = columns.map(([, , of]) => chunk.map((row) => of(row) ?? null))
    await session.query(insert, [chunk.map((_, index) => from + index), ...values])
  }
  await session.query(`ANALYZE ${table}`)
}

function definition<Row>([name, type]: StagedColumn<Row>): string {
  return type === 'text' ? `${name} text COLLATE "C"` : `${name} ${type}`
}
