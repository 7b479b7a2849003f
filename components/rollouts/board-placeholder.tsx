'use client'

import { useSearchParams } from 'next/navigation'
import { PageHeader } from '@/components/shell/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { useMay } from '@/lib/client/visitor'
import { BoardFilters } from './board-filters'
import { BoardSkeleton } from './board-skeleton'
import { viewFrom } from './board-view'
import { BOARD } from './feature-words'

/** The board's page while the server reads it: all that is known already, in its place. */
export function BoardPlaceholder() {
  const view = viewFrom(useSearchParams())
  const actions = (
    <>
      <Skeleton className="h-11 w-46" />
      {useMay('change_rollouts') && <Skeleton className="h-11 w-36" />}
    </>
  )
  return (
    <>
      <PageHeader {...BOARD} action={actions} />
      <div inert className="grid gap-4">
        <BoardFilters view={view} onChange={() => {}} />
        <p className="text-12 text-muted">Reading the features …</p>
        <BoardSkeleton />
      </div>
    </>
  )
}
