import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AccountPage } from '@/components/accounts/account-page'
import { accountHistoryQuery, accountQuery } from '@/lib/client/queries/accounts'
import { accountName } from '@/lib/contracts/api/accounts'
import { listAudit } from '@/lib/queries/audit/list-audit'
import { findInDirectory } from '@/lib/queries/find-in-directory'
import { readAccountReach } from '@/lib/queries/read-account-reach'
import { ConsolePage, prefetchedPages } from '../../../console-page'
import { titleOf } from '../../../title-of'
import { setInternalAction } from '../../actions'

interface Props {
  readonly params: Promise<{ type: string; id: string }>
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

async function nameIn(params: Props['params']) {
  const { type, id } = await params
  const parsed = accountName.safeParse({ type, id: decoded(id) })
  return parsed.success ? parsed.data : null
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = await nameIn(params)
  if (name === null) notFound()
  const { type, id } = name
  const title = `${type === 'author' ? 'Author' : 'User'} ${id}`
  return titleOf(title, async ({ pool }) => {
    await findInDirectory(pool, { kind: type, id })
    return title
  })
}

export default async function OneAccountPage({ params }: Props) {
  const name = await nameIn(params)
  if (name === null) notFound()
  const { type, id } = name
  const place = { scopeType: type, scopeId: id }
  return (
    <ConsolePage
      permission="read_rollouts"
      about={({ pool }) => findInDirectory(pool, { kind: type, id })}
      prefetch={[
        prefetchedPages(accountQuery(type, id), (context) => readAccountReach(context, name, { limit: 50 })),
        prefetchedPages(accountHistoryQuery(type, id), (context) => listAudit(context, place, { limit: 10 })),
      ]}
    >
      <AccountPage type={type} id={id} setInternal={setInternalAction} />
    </ConsolePage>
  )
}
