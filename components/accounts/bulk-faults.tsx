import { useState } from 'react'
import { flushSync } from 'react-dom'
import { ErrorSummary } from '@/components/ui/error-summary'
import { counted } from '@/lib/client/decision-words'
import type { PlannedRow } from '@/lib/contracts/api/accounts'
import { PlannedRows } from './planned-rows'

interface BulkFaultsProps {
  readonly rows: readonly PlannedRow[]
  readonly attempt: number
}

const NAMED = 10
const faultId = (line: number) => `fault-line-${line}`

/** The rows that can't be done: the first of them named, each with a way to its row. */
export function BulkFaults({ rows, attempt }: BulkFaultsProps) {
  const [page, setPage] = useState(0)
  const bad = rows.filter(({ outcome }) => outcome === 'at_fault')
  const faults = bad
    .slice(0, NAMED)
    .map(({ line, message }) => ({ fieldId: faultId(line), message: `Line ${line}: ${message}` }))
  const title =
    bad.length > NAMED
      ? `${counted(bad.length, 'row')} are at fault; the first ${NAMED}:`
      : `${counted(bad.length, 'row')} at fault`
  return (
    <>
      {/* Those named are on the first page: it is shown before the summary leads there. */}
      <div onClickCapture={() => flushSync(() => setPage(0))}>
        <ErrorSummary title={title} faults={faults} attempt={attempt} />
      </div>
      <PlannedRows caption="Rows at fault" rows={bad} page={page} onPage={setPage} idOf={({ line }) => faultId(line)} />
    </>
  )
}
