import type { InfiniteData } from '@tanstack/react-query'
import { BadgeCheck } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Pagination } from '@/components/ui/pagination'
import { TEXT_LINK } from '@/components/ui/text-link'
import { announce } from '@/lib/client/announce'
import { counted } from '@/lib/client/decision-words'
import { type AccountFilter, accountHref } from '@/lib/client/queries/accounts'
import type { Account } from '@/lib/contracts/api/accounts'
import type { Page } from '@/lib/contracts/api/page'

const COLUMNS: readonly Column<Account>[] = [
  {
    id: 'name',
    heading: 'Name',
    role: 'row-header',
    className: 'min-w-44',
    cell: ({ type, id, name }) => (
      <Link href={accountHref(type, id)} prefetch={false} className={TEXT_LINK}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  { id: 'type', heading: 'Type', className: 'w-24', cell: ({ type }) => (type === 'author' ? 'Author' : 'User') },
  { id: 'id', heading: 'Id', className: 'w-32 min-w-24', cell: ({ id }) => <bdi>{id}</bdi> },
  {
    id: 'email',
    heading: 'E-mail',
    className: 'min-w-52 text-muted',
    cell: ({ email }) => (email === null ? <span>None</span> : <bdi>{email}</bdi>),
  },
  {
    id: 'internal',
    heading: 'Internal',
    className: 'w-32 min-w-28',
    cell: ({ isInternal }) =>
      isInternal ? <Badge icon={BadgeCheck}>Internal</Badge> : <span className="text-muted">No</span>,
  },
]

interface FoundAccountsProps {
  readonly asked: AccountFilter
  readonly query: {
    readonly data: InfiniteData<Page<Account>> | undefined
    readonly isPlaceholderData: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
}

function countText(pages: readonly Page<Account>[]): string {
  const known = pages.reduce((sum, { items }) => sum + items.length, 0)
  const isAll = pages.at(-1)?.nextCursor === null
  return isAll ? `${counted(known, 'account')}.` : `The first ${counted(known, 'account')}; there are more.`
}

/** A page of what was found. It begins anew with each filter. */
export function FoundAccounts({ asked, query }: FoundAccountsProps) {
  const [at, setAt] = useState(0)
  const pages = query.data?.pages ?? []
  const page = pages[Math.min(at, pages.length - 1)]
  const isSettled = !query.isPlaceholderData
  const count = countText(pages)
  const isFiltered = asked.q !== '' || asked.type !== '' || asked.internal !== ''
  useEffect(() => {
    if (isSettled && isFiltered) announce(count)
  }, [isSettled, isFiltered, count])
  if (page === undefined || page.items.length === 0) return null
  const before = pages.slice(0, at).reduce((sum, { items }) => sum + items.length, 0)
  const goOn = async () => {
    if (pages[at + 1] === undefined) await query.fetchNextPage()
    setAt(at + 1)
  }
  const range = `${(before + 1).toLocaleString('en')}–${(before + page.items.length).toLocaleString('en')}`
  return (
    <div className="grid gap-2">
      <p className="text-12 text-muted">{count}</p>
      <DataTable
        caption="Accounts"
        captionLook="hidden"
        columns={COLUMNS}
        rows={page.items}
        rowKey={({ type, id }) => `${type} ${id}`}
      />
      {(at > 0 || page.nextCursor !== null) && (
        <Pagination
          label="Accounts"
          position={`Accounts ${range}`}
          onPrevious={at > 0 ? () => setAt(at - 1) : undefined}
          onNext={page.nextCursor === null ? undefined : () => void goOn()}
          isBusy={query.isFetchingNextPage}
        />
      )}
    </div>
  )
}
