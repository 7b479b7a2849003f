'use client'

import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { announce } from '@/lib/client/announce'
import { counted } from '@/lib/client/decision-words'
import { decisionCountsQuery } from '@/lib/client/queries/decisions'
import { featuresQuery } from '@/lib/client/queries/features'
import { useDebounced } from '@/lib/client/use-debounced'
import { useMay } from '@/lib/client/visitor'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { CreateFeatureInput, FeatureChanged } from '@/lib/contracts/api/features-changes'
import { AskDialog, type Asked } from './ask-dialog'
import { BoardFilters } from './board-filters'
import { BoardSkeleton } from './board-skeleton'
import { type BoardRow, isFiltered, rowsIn } from './board-view'
import { FeatureList } from './feature-list'
import { NewFeature } from './new-feature'
import { NoFeatures } from './no-features'
import { useBoardView } from './use-board-view'

const ALL = { q: '', stage: '', mode: '', context: '' } as const

function useRows(): { readonly query: ReturnType<typeof useFeatures>; readonly rows: readonly BoardRow[] } {
  const query = useFeatures()
  const counts = useQuery(decisionCountsQuery).data?.items
  const features = query.data?.features
  const rows = useMemo(() => {
    const byName = new Map(counts?.map((count) => [count.feature, count]))
    return (features ?? []).map((feature) => {
      const { decisions = 0, share = 0 } = byName.get(feature.name) ?? {}
      return { feature, decisions, share }
    })
  }, [features, counts])
  return { query, rows }
}

const useFeatures = () => useQuery(featuresQuery)

/** Says how many are found, once typing has settled; nothing when the page opens. */
function useToldCount(text: string, view: string): void {
  const settled = useDebounced(view)
  const told = useRef(settled)
  useEffect(() => {
    if (told.current === settled) return
    told.current = settled
    announce(text)
  }, [settled, text])
}

interface BoardProps {
  readonly create: (given: CreateFeatureInput) => Promise<ActionResult<FeatureChanged>>
}

/** Every feature by its global stage, with what may be done to it. */
export function Board({ create }: BoardProps) {
  const { query, rows } = useRows()
  const [view, change] = useBoardView()
  const shownView = useDeferredValue(view)
  const [asked, setAsked] = useState<Asked | null>(null)
  const mayChange = useMay('change_rollouts')
  const shown = useMemo(() => rowsIn(rows, shownView), [rows, shownView])
  const first = rows[0]?.feature
  const count = isFiltered(shownView)
    ? `${shown.length.toLocaleString('en')} of ${counted(rows.length, 'feature')}`
    : counted(rows.length, 'feature')
  useToldCount(`${count}.`, JSON.stringify(shownView))
  return (
    <>
      <PageHeader
        title="Rollouts"
        purpose="Every feature, how far it has come, and the way forward and back."
        action={
          <>
            {first !== undefined && (
              <Button onClick={({ currentTarget }) => setAsked({ feature: first, opener: currentTarget })}>
                Ask for a decision…
              </Button>
            )}
            {mayChange && <NewFeature create={create} />}
          </>
        }
      />
      <div className="grid gap-4">
        <QueryTrouble query={query} what="The features" />
        {query.data === undefined && query.error === null && <BoardSkeleton />}
        {query.data !== undefined && first === undefined && <NoFeatures />}
        {first !== undefined && (
          <>
            <BoardFilters view={view} onChange={change} />
            <p className="text-12 text-muted">{count}</p>
            {shown.length === 0 ? (
              <EmptyState
                icon={SearchX}
                title="No feature fits"
                action={<Button onClick={() => change(ALL)}>Show all features</Button>}
              >
                Search for less, or take a filter off.
              </EmptyState>
            ) : (
              <FeatureList rows={shown} view={JSON.stringify(shownView)} />
            )}
          </>
        )}
      </div>
      {asked !== null && (
        <AskDialog asked={asked} features={rows.map(({ feature }) => feature)} onClose={() => setAsked(null)} />
      )}
    </>
  )
}
