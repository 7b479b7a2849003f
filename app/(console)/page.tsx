import { setTimeout as wait } from 'node:timers/promises'
import { type DehydratedState, dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Suspense } from 'react'
import { Board } from '@/components/rollouts/board'
import { BoardSkeleton } from '@/components/rollouts/board-skeleton'
import { PageHeading } from '@/components/rollouts/page-heading'
import { ConsoleFrame } from '@/components/shell/console-frame'
import { DatabaseOutOfReach } from '@/components/shell/database-out-of-reach'
import { findVisitor } from '@/lib/auth/visitor'
import { featuresQuery } from '@/lib/client/features-query'
import { createQueryClient } from '@/lib/client/query-client'
import type { ConsoleUser } from '@/lib/contracts/console-user'
import { changesPool } from '@/lib/http/next-doors'
import { featureBoard } from '@/lib/queries/feature-board'

export const metadata: Metadata = { title: 'Rollouts' }

// Under this nobody sees the placeholder; over it, nobody waits before an empty page.
const PATIENCE_MS = 300

async function readBoard(user: ConsoleUser): Promise<DehydratedState> {
  const queryClient = createQueryClient()
  const context = { pool: changesPool(), principal: { kind: 'console_user', ...user } as const }
  await queryClient.prefetchQuery({ ...featuresQuery, queryFn: () => featureBoard(context) })
  return dehydrate(queryClient)
}

function LoadedBoard({ state }: { readonly state: DehydratedState }) {
  return (
    <HydrationBoundary state={state}>
      <Board />
    </HydrationBoundary>
  )
}

async function LateBoard({ reading }: { readonly reading: Promise<DehydratedState> }) {
  return <LoadedBoard state={await reading} />
}

const placeholder = (
  <>
    <PageHeading />
    <BoardSkeleton />
  </>
)

export default async function RolloutsPage() {
  const visitor = await findVisitor()
  if (visitor.kind === 'nobody') redirect('/sign-in')
  if (visitor.kind === 'unknown') return <DatabaseOutOfReach />
  const reading = readBoard(visitor.user)
  const state = await Promise.race([reading, wait(PATIENCE_MS, null)])
  return (
    <ConsoleFrame user={visitor.user}>
      {state === null ? (
        <Suspense fallback={placeholder}>
          <LateBoard reading={reading} />
        </Suspense>
      ) : (
        <LoadedBoard state={state} />
      )}
    </ConsoleFrame>
  )
}
