import { DIRECTORY_TABLES } from '../find-in-directory'
import type { After, Bind, Selection, Statement } from './step'

/** From where a step takes its rows: the table, or those of its rows that are read first, in this order. */
export type Source = 'table' | 'internal' | { readonly firstById: number }

const INTERNAL = { true: 'is_internal', false: 'NOT is_internal' } as const

// OFFSET 0 keeps the planner from looking into the parentheses: what is in them is read first, by its index.
function from({ type }: Selection, source: Source, after: After | null, bind: Bind): string {
  const table = DIRECTORY_TABLES[type]
  if (source === 'table') return table
  if (source === 'internal') return `(SELECT * FROM ${table} WHERE is_internal OFFSET 0) AS internal`
  const start = after === null ? '' : `WHERE id > ${bind(after.id)}`
  return `(SELECT * FROM ${table} ${start} ORDER BY id LIMIT ${source.firstById}) AS first_by_id`
}

function afterwards({ key }: Selection, after: After | null, bind: Bind): string[] {
  if (after === null) return []
  return [key === 'id' ? `id > ${bind(after.id)}` : `(${key}, id) > (${bind(after.key)}, ${bind(after.id)})`]
}

/** The statement that reads a page of a selection. */
export function statementOf(selection: Selection, source: Source, after: After | null, limit: number): Statement {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const { type, isInternal, key } = selection
  const conditions = [
    selection.where(bind),
    ...(isInternal === null ? [] : [INTERNAL[`${isInternal}`]]),
    ...afterwards(selection, after, bind),
  ]
  const text = `SELECT '${type}' AS type, id, name, email, is_internal AS "isInternal", ${key} AS key
    FROM ${from(selection, source, after, bind)} WHERE ${conditions.join(' AND ')}
    ORDER BY ${key === 'id' ? 'id' : `${key}, id`} LIMIT ${bind(limit)}`
  return { text, values }
}
