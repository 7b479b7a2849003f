import { CsvError, type Info, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { MOST_CSV_ROWS } from '@/lib/contracts/api/accounts'
import { faultsOf } from '@/lib/contracts/problem'
import { id, note } from '@/lib/contracts/text'
import { actorType } from '@/lib/contracts/words'
import { ChangeError } from '../errors'

const COLUMNS = ['type', 'id', 'is_internal', 'note'] as const
// An id of 255 and a note of 2,000 code points, quotes doubled; past it a quote was never closed.
const MOST_RECORD_CHARACTERS = 10_000
const MOST_ECHOED = 255

const fields = z.object({
  type: actorType,
  id,
  is_internal: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['true', 'false'], 'true or false')),
  note,
})

/** One row of the file. `wanted` is null where the row can't be read, and `message` then says why. */
export interface CsvRow {
  /** Where it begins; the header is line 1. */
  readonly line: number
  readonly type: string
  readonly id: string
  readonly wanted: { readonly isInternal: boolean; readonly note: string } | null
  readonly message: string | null
}

interface Record {
  readonly record: readonly string[]
  readonly info: Info
}

function unreadable(line: number, message: string): ChangeError {
  const faults = [{ path: `line ${line}`, message }]
  return new ChangeError('invalid_request', `The file can not be read: line ${line}, ${message}.`, { faults })
}

function recordsOf(text: string): Record[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, record_delimiter: '\n' }
    // One more than the header and the rows that are allowed: enough to know that there are too many.
    const limits = { to: MOST_CSV_ROWS + 2, max_record_size: MOST_RECORD_CHARACTERS }
    // Each kind of line break is one, or lines would be counted wrong.
    return parse(text.replace(/\r\n?/g, '\n'), { ...options, ...limits }) as unknown as Record[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(Number(error.lines ?? 1), 'a quote is out of place, or never closed')
  }
}

function checkHeader(header: readonly string[]): void {
  if (header.length === COLUMNS.length && COLUMNS.every((name, nth) => header[nth] === name)) return
  throw unreadable(1, `the header must be ${COLUMNS.join(',')}`)
}

const isBlank = ({ record }: Record) => record.length === 1 && record[0] === ''

function rowOf(record: readonly string[], line: number): CsvRow {
  const [type = '', id = '', is_internal, note] = record
  const echo = { line, type: type.slice(0, MOST_ECHOED), id: id.slice(0, MOST_ECHOED) }
  const bad = (message: string) => ({ ...echo, wanted: null, message })
  if (record.length !== COLUMNS.length) return bad(`has ${record.length} columns, not ${COLUMNS.length}`)
  const parsed = fields.safeParse({ type, id, is_internal, note })
  if (!parsed.success)
    return bad(
      faultsOf(parsed.error)
        .map(({ path, message }) => `${path}: ${message}`)
        .join('; '),
    )
  const { data } = parsed
  return { line, type, id, wanted: { isInternal: data.is_internal === 'true', note: data.note }, message: null }
}

// The first row of an account stands; each other one is at fault, whatever it says.
function refuseDuplicates(rows: readonly CsvRow[]): CsvRow[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const key = `${row.type}:${row.id}`
    const first = seen.get(key)
    if (row.wanted !== null && first === undefined) seen.set(key, row.line)
    if (row.wanted === null || first === undefined) return row
    return { ...row, wanted: null, message: `id: the same account stands on line ${first}` }
  })
}

/**
 * The rows of a file of internal flags: a header, then `type,id,is_internal,note`. Blank lines say nothing. Cells
 * are text, whatever a spreadsheet would make of them.
 * @throws ChangeError `invalid_request` where it is no such file, is empty, or has more than 10,000 rows
 */
export function readRows(text: string): CsvRow[] {
  const records = recordsOf(text)
  const [header] = records
  if (records.length > MOST_CSV_ROWS + 1) throw unreadable(records.length, `there are more than ${MOST_CSV_ROWS} rows`)
  checkHeader(header?.record ?? [])
  const rows: CsvRow[] = []
  let line = 1
  for (const given of records) {
    if (given !== header && !isBlank(given)) rows.push(rowOf(given.record, line))
    line = given.info.lines + 1
  }
  if (rows.length === 0) throw unreadable(2, 'there are no rows')
  return refuseDuplicates(rows)
}
