import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { ChangeError } from '@/lib/changes/errors'
import { type Fault, faultsOf } from '@/lib/contracts/problem'
import { MOST_ROWS, stateDocument } from '@/lib/contracts/state-document'
import { note } from '@/lib/contracts/text'
import { LISTS, type ListName, ROW_KEYS, ROW_SCHEMAS, type RowOf, type Rows } from './lists'

/** No more faults than these are listed (api.md, "The state document"). */
export const MOST_FAULTS = 1000
/** So many rows in one turn of the event loop take some milliseconds: others are served in between. */
const ROWS_PER_TURN = 4096

const unread = z.array(z.unknown()).max(MOST_ROWS).optional()
const envelope = z.strictObject({
  version: stateDocument.shape.version,
  ...(Object.fromEntries(LISTS.map((list) => [list, unread])) as Record<ListName, typeof unread>),
})

/**
 * A state document from outside, checked for shape, values and duplicates within itself.
 * @throws ChangeError `invalid_request` with the first 1,000 faults by path
 */
export async function parseDocument(document: unknown): Promise<Rows> {
  const faults: Fault[] = []
  const outer = envelope.safeParse(document)
  if (!outer.success) throw invalid(faultsOf(outer.error))
  const rows: Partial<Record<ListName, unknown[]>> = {}
  for (const list of LISTS) rows[list] = await parseRows(list, outer.data[list] ?? [], faults)
  if (faults.length > 0) throw invalid(faults)
  return rows as Rows
}

/** The reason of an import: a note, or none. @throws ChangeError `invalid_request` */
export function parseReason(reason: string | undefined): string | null {
  const result = note.optional().safeParse(reason)
  if (result.success) return result.data ?? null
  throw invalid(faultsOf(result.error).map(({ message }) => ({ path: 'reason', message })))
}

async function parseRows<List extends ListName>(list: List, given: readonly unknown[], faults: Fault[]) {
  const parsed: RowOf<List>[] = []
  const seen = new Map<string, number>()
  for (const [index, value] of given.entries()) {
    if (faults.length >= MOST_FAULTS) break
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await setImmediate()
    const result = ROW_SCHEMAS[list].safeParse(value)
    if (result.success) {
      refuseDuplicate(list, result.data, index, seen, faults)
      parsed.push(result.data)
    } else {
      faults.push(...faultsOf(result.error).map((fault) => within(`${list}[${index}]`, fault)))
    }
  }
  return parsed
}

function refuseDuplicate(list: ListName, row: object, index: number, seen: Map<string, number>, faults: Fault[]): void {
  const fields = ROW_KEYS[list]
  // No id and no name holds a control character, so the joined key stands for these fields only.
  const key = fields.map((field) => (row as Record<string, unknown>)[field] ?? '').join('\u0000')
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, index)
    return
  }
  const path = fields.length === 1 ? `${list}[${index}].${fields[0]}` : `${list}[${index}]`
  faults.push({ path, message: `a duplicate of ${list}[${first}]` })
}

function within(row: string, { path, message }: Fault): Fault {
  return { path: path === '' ? row : `${row}.${path}`, message }
}

function invalid(faults: readonly Fault[]): ChangeError {
  const message = 'The import is malformed: nothing was written.'
  return new ChangeError('invalid_request', message, { faults: faults.slice(0, MOST_FAULTS) })
}
