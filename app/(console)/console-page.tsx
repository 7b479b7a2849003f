import { setTimeout as wait } from 'node:timers/promises'
import { dehydrate, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import { type ReactNode, Suspense } from 'react'
import { DatabaseOutOfReach } from '@/components/shell/database-out-of-reach'
import { Hydrated } from '@/components/shell/hydrated'
import { PageSkeleton } from '@/components/shell/page-skeleton'
import { Forbidden } from '@/components/shell/page-states'
import { may } from '@/lib/auth/permissions'
import { findVisitor } from '@/lib/auth/visitor'
import { createQueryClient } from '@/lib/client/query-client'
import type { Permission } from '@/lib/contracts/permissions'
import { changesPool } from '@/lib/http/next-doors'
import { toHttpError } from '@/lib/http/problem-answer'
import type { ReadContext } from '@/lib/queries/read-context'
import { toSignIn } from './to-sign-in'

// Under this nobody sees a placeholder; over it, nobody waits before an empty page.
const PATIENCE_MS = 300

/** Reads an answer on the server and puts it under the key by which the page's component asks for it. */
export type Prefetch = (queryClient: QueryClient, context: ReadContext) => Promise<unknown>

/** @param query the query of `lib/client/queries` @param ask the question of `lib/queries` that answers it */
export const prefetched =
  <Answer,>(query: { readonly queryKey: QueryKey }, ask: (context: ReadContext) => Promise<Answer>): Prefetch =>
  (queryClient, context) =>
    queryClient.prefetchQuery({ queryKey: query.queryKey, queryFn: () => ask(context), retry: false })

/** The same for a query of pages: its first page. */
export const prefetchedPages =
  <Answer,>(query: { readonly queryKey: QueryKey }, ask: (context: ReadContext) => Promise<Answer>): Prefetch =>
  (queryClient, context) =>
    queryClient.prefetchInfiniteQuery({
      queryKey: query.queryKey,
      queryFn: () => ask(context),
      initialPageParam: null,
      retry: false,
    })

const NOT_FOUND = 404

/** Before anything is sent, so that the status can say it. What can't be read is left to the page to say. */
async function requireThere(find: (context: ReadContext) => Promise<unknown>, context: ReadContext): Promise<void> {
  const error = await find(context).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error !== null && toHttpError(error).status === NOT_FOUND) notFound()
}

async function readAll(prefetch: readonly Prefetch[], context: ReadContext): Promise<string> {
  const queryClient = createQueryClient()
  await Promise.all(prefetch.map((read) => read(queryClient, context)))
  return JSON.stringify(dehydrate(queryClient))
}

interface LateProps {
  readonly reading: Promise<string>
  readonly children: ReactNode
}

async function Late({ reading, children }: LateProps) {
  return <Hydrated state={await reading}>{children}</Hydrated>
}

interface ConsolePageProps {
  readonly permission: Permission
  /** Finds the one thing that the page is about, in a moment; where it is not there, the page answers 404. */
  readonly about?: (context: ReadContext) => Promise<unknown>
  readonly prefetch?: readonly Prefetch[]
  /** What stands there where reading takes longer than the patience. */
  readonly placeholder?: ReactNode
  readonly children: ReactNode
}

/**
 * A page of the console: who asks, whether they may see it, what it shows at once. What is not read within the patience
 * goes out as a placeholder and follows; what can't be read, the page's component asks for again and says so.
 */
export async function ConsolePage({ permission, about, prefetch = [], placeholder, children }: ConsolePageProps) {
  const visitor = await findVisitor()
  if (visitor.kind === 'nobody') return toSignIn()
  if (visitor.kind === 'unknown') return <DatabaseOutOfReach />
  const principal = { kind: 'console_user', ...visitor.user } as const
  if (!may(principal, permission)) return <Forbidden />
  const context = { pool: changesPool(), principal }
  const reading = readAll(prefetch, context)
  if (about !== undefined) await requireThere(about, context)
  const state = await Promise.race([reading, wait(PATIENCE_MS, null)])
  if (state !== null) return <Hydrated state={state}>{children}</Hydrated>
  return (
    <Suspense fallback={placeholder ?? <PageSkeleton />}>
      <Late reading={reading}>{children}</Late>
    </Suspense>
  )
}
