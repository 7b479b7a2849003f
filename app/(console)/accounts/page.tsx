import type { Metadata } from 'next'
import { Accounts } from '@/components/accounts/accounts'
import { accountFilterIn, accountsQuery } from '@/lib/client/queries/accounts'
import { listAccounts } from '@/lib/queries/list-accounts'
import { ConsolePage, prefetchedPages } from '../console-page'

export const metadata: Metadata = { title: 'Accounts' }

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AccountsPage({ searchParams }: Props) {
  const filter = accountFilterIn(await searchParams)
  const { q, type, internal } = filter
  const asked = { q: q.trim(), type: type || undefined, internal: internal || undefined, limit: 50 }
  return (
    <ConsolePage
      permission="read_rollouts"
      prefetch={[prefetchedPages(accountsQuery(filter), (context) => listAccounts(context, asked))]}
    >
      <Accounts />
    </ConsolePage>
  )
}
