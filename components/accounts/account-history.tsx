'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import Link from 'next/link'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { TEXT_LINK } from '@/components/ui/text-link'
import { accountHistoryQuery } from '@/lib/client/queries/accounts'
import { queryText } from '@/lib/client/queries/console-query'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { ActorType } from '@/lib/rollout'

function whatText({ action, after }: AuditEntry): string {
  if (after?.isInternal === true) return 'Marked as internal'
  if (after?.isInternal === false) return 'Marked as not internal'
  return after === null ? 'Removed from the directory' : action
}

const COLUMNS: readonly Column<AuditEntry>[] = [
  { id: 'what', heading: 'What', role: 'row-header', className: 'min-w-40', cell: whatText },
  {
    id: 'who',
    heading: 'Who',
    className: 'min-w-32',
    cell: ({ actor: { kind, name } }) => <bdi>{name ?? kind}</bdi>,
  },
  {
    id: 'when',
    heading: 'When',
    className: 'w-36 min-w-32',
    cell: ({ occurredAt }) => <RelativeTime at={occurredAt} />,
  },
  {
    id: 'note',
    heading: 'Note',
    className: 'min-w-56',
    cell: ({ note }) =>
      note === null ? (
        <span className="text-muted">None</span>
      ) : (
        <p dir="auto" className="max-w-prose whitespace-pre-line">
          {note}
        </p>
      ),
  },
]

interface AccountHistoryProps {
  readonly type: ActorType
  readonly id: string
}

/** What was done to the account, newest first. */
export function AccountHistory({ type, id }: AccountHistoryProps) {
  const query = useInfiniteQuery(accountHistoryQuery(type, id))
  const entries = query.data?.pages.flatMap(({ items }) => items)
  const inAudit = (
    <Link href={`/audit${queryText({ scopeType: type, scopeId: id })}`} prefetch={false} className={TEXT_LINK}>
      See it in the audit trail
    </Link>
  )
  return (
    <Section title="History" description="Every change of the internal flag, newest first." action={inAudit}>
      <QueryTrouble query={query} what="The account’s changes" />
      {entries === undefined && query.error === null && <SkeletonRows label="Reading the history …" rows={2} />}
      {entries?.length === 0 && (
        <EmptyState icon={History} title="Nothing was changed yet">
          When somebody marks this account as internal, or no longer so, it says here who, when and why.
        </EmptyState>
      )}
      {entries !== undefined && entries.length > 0 && (
        <DataTable
          caption="Changes of the account"
          captionLook="hidden"
          columns={COLUMNS}
          rows={entries}
          rowKey={({ id: entry }) => String(entry)}
        />
      )}
      {query.hasNextPage && (
        <div>
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show earlier changes
          </Button>
        </div>
      )}
    </Section>
  )
}
