import type { ImportPlan } from '@/lib/contracts/state-document'
import { LISTS, type ListName } from './lists'
import { MOST_FAULTS } from './parse-document'
import type { ImportSession } from './session'

export type ImportFault = ImportPlan['faults'][number]

const MESSAGES = {
  contexts_in_use: 'opt-ins stand that the feature would no longer support',
  email_taken: 'another author has this e-mail address',
  feature_archived: 'this feature is archived',
  feature_not_found: 'no feature of this name, neither here nor in the document',
  field_required: 'a new row needs this field',
  place_not_found: 'no such project or section, neither here nor in the document',
  project_not_found: 'no project with this id, neither here nor in the document',
  publisher_not_found: 'no publisher with this id, neither here nor in the document',
  reason_required: 'this needs a reason',
  scope_unsupported: 'the feature cannot be opted in to in a resource of this type',
  stage_skipped: 'a stage goes forward one step at a time',
} as const
export type FaultCode = keyof typeof MESSAGES

/** A fault found in TypeScript; those found in SQL are inserted there. */
export interface FoundFault {
  readonly list: ListName
  readonly row: number
  readonly field: string
  readonly code: FaultCode
  readonly detail: string | null
}

/** The list's number in `import_faults`: faults are listed in the document's order. */
export const listNumber = (list: ListName) => LISTS.indexOf(list)

/** Makes or empties the table of faults. */
export async function clearFaults(session: ImportSession): Promise<void> {
  await session.query(`CREATE TEMP TABLE IF NOT EXISTS import_faults
    (list integer, row integer, field text, code text, detail text) ON COMMIT DROP`)
  await session.query('TRUNCATE import_faults')
}

export async function addFaults(session: ImportSession, faults: readonly FoundFault[]): Promise<void> {
  if (faults.length === 0) return
  await session.query(
    `INSERT INTO import_faults SELECT * FROM json_to_recordset($1)
       AS f (list integer, "row" integer, field text, code text, detail text)`,
    [JSON.stringify(faults.map((fault) => ({ ...fault, list: listNumber(fault.list) })))],
  )
}

/** The first 1,000 faults, in the document's order. */
export async function readFaults(session: ImportSession): Promise<ImportFault[]> {
  const rows = await session.query<{
    list: number
    row: number
    field: string
    code: FaultCode
    detail: string | null
  }>('SELECT * FROM import_faults ORDER BY list, row, field LIMIT $1', [MOST_FAULTS])
  return rows.map(({ list, row, field, code, detail }) => ({
    path: `${LISTS[list]}[${row}].${field}`,
    message: detail === null ? MESSAGES[code] : `${MESSAGES[code]}: ${detail}`,
    code,
  }))
}
