'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { PageSkeleton } from '@/components/shell/page-skeleton'
import { NotThere } from '@/components/shell/page-states'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Trail } from '@/components/shell/trail'
import { Badge } from '@/components/ui/badge'
import { buttonLook } from '@/components/ui/button-look'
import { explainHref } from '@/lib/client/explain-link'
import { RequestError } from '@/lib/client/fetch-json'
import { accountQuery } from '@/lib/client/queries/accounts'
import type { ActorType } from '@/lib/rollout'
import { AccountHistory } from './account-history'
import { AccountReachSection } from './account-reach-section'
import { InternalSwitch, type SetInternal } from './internal-switch'

const TRAIL = [{ href: '/accounts', label: 'Accounts' }]
const WORDS: Readonly<Record<ActorType, string>> = { author: 'Author', user: 'User' }
const NOT_FOUND = 404

interface AccountPageProps {
  readonly type: ActorType
  readonly id: string
  readonly setInternal: SetInternal
}

/** One author or user: whether it is internal, what it can reach, what was done to it. */
export function AccountPage({ type, id, setInternal }: AccountPageProps) {
  const query = useInfiniteQuery(accountQuery(type, id))
  const { data, error } = query
  if (data === undefined && error instanceof RequestError && error.status === NOT_FOUND)
    return <NotThere what="account" />
  const first = data?.pages[0]
  if (first === undefined)
    return error === null ? <PageSkeleton /> : <Unread title={`${WORDS[type]} ${id}`} query={query} />
  const { account, mayToggleInternal } = first
  return (
    <>
      <PageHeader
        trail={<Trail steps={TRAIL} />}
        title={account.name}
        beside={account.isInternal && <Badge icon={BadgeCheck}>Internal</Badge>}
        purpose={
          <>
            {WORDS[type]} <bdi className="text-text">{id}</bdi>
            {account.email !== null && (
              <>
                {' · '}
                <bdi>{account.email}</bdi>
              </>
            )}
          </>
        }
        action={
          <Link
            href={explainHref({ actor: { type, id } })}
            prefetch={false}
            className={buttonLook({ look: 'primary' })}
          >
            Explain a decision…
          </Link>
        }
      />
      <div className="grid gap-8">
        <QueryTrouble query={query} what="The account’s facts" />
        <InternalSwitch account={account} mayToggle={mayToggleInternal} setInternal={setInternal} />
        <AccountReachSection account={account} query={query} />
        <AccountHistory type={type} id={id} />
      </div>
    </>
  )
}

interface UnreadProps {
  readonly title: string
  readonly query: Parameters<typeof QueryTrouble>[0]['query']
}

function Unread({ title, query }: UnreadProps) {
  return (
    <>
      <PageHeader trail={<Trail steps={TRAIL} />} title={title} purpose="An author or a user of the directory." />
      <QueryTrouble query={query} what="The account’s facts" />
    </>
  )
}
