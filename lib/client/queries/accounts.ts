import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Account, AccountReach } from '@/lib/contracts/api/accounts'
import type { AuditEntry } from '@/lib/contracts/api/audit'
import type { AccountImpactAnswer } from '@/lib/contracts/api/impact'
import type { ActorType } from '@/lib/rollout'
import { askJson } from '../ask-json'
import { fetchJson } from '../fetch-json'
import { consolePages, queryText } from './console-query'
import { untilAnswered } from './until-answered'

/** What accounts are asked for by; empty: all. */
export interface AccountFilter {
  readonly q: string
  readonly type: ActorType | ''
  readonly internal: 'true' | 'false' | ''
}

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>

const MOST_TYPED = 255
const oneOf = <Value extends string>(value: Parameters[string], known: readonly Value[]): Value | '' =>
  known.find((each) => each === value) ?? ''

/** The filter that an address of the accounts page holds. */
export function accountFilterIn({ q, type, internal }: Parameters): AccountFilter {
  const text = typeof q === 'string' ? q.slice(0, MOST_TYPED) : ''
  return {
    q: text,
    type: oneOf<ActorType>(type, ['author', 'user']),
    internal: oneOf<'true' | 'false'>(internal, ['true', 'false']),
  }
}

/** The address of the accounts page with this filter. */
export const accountsHref = (filter: AccountFilter) => `/accounts${queryText({ ...filter })}`

/** Authors and users, as a filter finds them. The last answer stays while the next is read. */
export const accountsQuery = (filter: AccountFilter) => ({
  ...consolePages<Account>('accounts', '/accounts', { ...filter, q: filter.q.trim() }),
  placeholderData: keepPreviousData,
})

const pathOf = (type: ActorType, id: string) => `/accounts/${type}/${encodeURIComponent(id)}` as const

export const accountHref = pathOf

/** An account, and what it can reach, a page of features at a time. */
export const accountQuery = (type: ActorType, id: string) =>
  infiniteQueryOptions({
    queryKey: ['accounts', pathOf(type, id), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      fetchJson<AccountReach>(`/api/console${pathOf(type, id)}${queryText({ cursor: pageParam })}`, signal),
    refetchInterval: untilAnswered,
    initialPageParam: null as string | null,
    getNextPageParam: ({ reach }: AccountReach) => reach.nextCursor,
  })

const ENTRIES_A_PAGE = 10

/** What was done to an account, newest first. */
export const accountHistoryQuery = (type: ActorType, id: string) =>
  consolePages<AuditEntry>('audit', '/audit', { scopeType: type, scopeId: id, limit: ENTRIES_A_PAGE })

/** The features that an account would gain or lose by its internal flag. */
export const internalImpactQuery = (type: ActorType, id: string, isInternal: boolean) =>
  queryOptions({
    queryKey: ['impact', pathOf(type, id), isInternal],
    queryFn: ({ signal }) =>
      askJson<AccountImpactAnswer>(`/api/console${pathOf(type, id)}/impact`, { isInternal }, signal),
    gcTime: 0,
    retry: false,
  })
