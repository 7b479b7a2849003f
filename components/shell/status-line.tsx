'use client'

import { useQuery } from '@tanstack/react-query'
import { type Readiness, readyQuery } from '@/lib/client/ready-query'

const PROBLEMS: Record<Readiness['problems'][number], string> = {
  shutting_down: 'it is stopping',
  database_unreachable: 'the database is out of reach',
  migrations_pending: 'the database is not migrated',
  invalidation_channel_down: 'changes are heard late',
}

type Look = 'waiting' | 'good' | 'bad'

// Drawn by their borders: forced colors take backgrounds away.
const MARKS: Record<Look, string> = {
  waiting: 'rounded-full border-2 border-edge',
  good: 'rounded-full border-4 border-good',
  bad: 'rotate-45 border-4 border-bad',
}

function statusOf(ready: Readiness | undefined, isLost: boolean): { look: Look; text: string } {
  if (isLost) return { look: 'bad', text: 'Not connected: Aviary can’t be reached' }
  if (ready === undefined) return { look: 'waiting', text: 'Connecting' }
  if (ready.status === 'ready') return { look: 'good', text: 'Live' }
  return { look: 'bad', text: `Not ready: ${ready.problems.map((problem) => PROBLEMS[problem]).join(', ')}` }
}

/** Whether Aviary is live, and the revision that it serves. Changes of the one are announced, of the other not. */
export function StatusLine() {
  const { data, isError } = useQuery(readyQuery)
  const { look, text } = statusOf(data, isError)
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
      <span aria-hidden="true" className={`size-2 ${MARKS[look]}`} />
      <span role="status" className={look === 'bad' ? 'text-bad' : 'text-text'}>
        {text}
      </span>
      {data?.revision != null && !isError && (
        <span className="tabular-nums">Revision {data.revision.toLocaleString('en')}</span>
      )}
    </p>
  )
}
