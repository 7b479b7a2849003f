'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { EmptyState } from '@/components/ui/empty-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { type AccountFilter, accountFilterIn, accountsHref, accountsQuery } from '@/lib/client/queries/accounts'
import { useAddress } from '@/lib/client/use-address'
import { useDebounced } from '@/lib/client/use-debounced'
import { useMay } from '@/lib/client/visitor'
import { AccountsFilter } from './accounts-filter'
import { FoundAccounts } from './found-accounts'

const EVERYBODY: AccountFilter = { q: '', type: '', internal: '' }
const isEverybody = ({ q, type, internal }: AccountFilter) => q.trim() === '' && type === '' && internal === ''

/** The filter that is in the page's address: whoever comes back to it finds the list that they left. */
function useFilter() {
  const { search, go } = useAddress()
  const filter = accountFilterIn(Object.fromEntries(search))
  const q = useDebounced(filter.q)
  return {
    filter,
    asked: { ...filter, q },
    change: (next: AccountFilter) => go(() => accountsHref(next), 'replace'),
  }
}

interface NobodyProps {
  readonly filter: AccountFilter
  readonly onReset: () => void
}

function Nobody({ filter, onReset }: NobodyProps) {
  if (isEverybody(filter))
    return (
      <EmptyState icon={Users} title="Nobody here yet">
        Authors and users come with an import, or when an application sends its directory.
      </EmptyState>
    )
  return (
    <EmptyState icon={Users} title="Nobody fits" action={<Button onClick={onReset}>Show everybody</Button>}>
      Search by the beginning of an id, or by any word of a name or an e-mail address. An account that the directory
      does not know can still be asked about on the Explain page.
    </EmptyState>
  )
}

/** Every author and user, found as one types. */
export function Accounts() {
  const { filter, asked, change } = useFilter()
  const query = useInfiniteQuery(accountsQuery(asked))
  const mayToggle = useMay('toggle_internal')
  const isEmpty = query.data?.pages[0]?.items.length === 0
  const bulk = (
    <Link href="/accounts/bulk" prefetch={false} className={buttonLook({ look: 'primary' })}>
      Change many by CSV…
    </Link>
  )
  return (
    <>
      <PageHeader
        title="Accounts"
        purpose="Authors and users: find one to see what they can reach and why, or to mark them internal."
        action={mayToggle ? bulk : undefined}
      />
      <div className="grid gap-4">
        <AccountsFilter filter={filter} onChange={change} />
        <QueryTrouble query={query} what="The accounts" />
        {query.data === undefined && query.error === null && <SkeletonRows label="Reading the accounts …" rows={10} />}
        {isEmpty && <Nobody filter={asked} onReset={() => change(EVERYBODY)} />}
        {query.data !== undefined && <FoundAccounts key={accountsHref(asked)} asked={asked} query={query} />}
      </div>
    </>
  )
}
