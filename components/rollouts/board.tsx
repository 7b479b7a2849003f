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
import { type BoardRow, type BoardView, isFiltered, rowsIn } from './board-view'
import { FeatureList } from './feature-list'
import { BOARD } from './feature-words'
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

interface FoundProps {
  readonly rows: readonly BoardRow[]
  readonly view: BoardView
  readonly onShowAll: () => void
}

function Found({ rows, view, onShowAll }: FoundProps) {
  if (rows.length > 0) return <FeatureList rows={rows} view={JSON.stringify(view)} />
  return (
    <EmptyState icon={SearchX} title="No feature fits" action={<Button onClick={onShowAll}>Show all features</Button>}>
      Search for less, or take a filter off.
    </EmptyState>
  )
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
  const isReading = query.data === undefined && query.error === null
  const count = isFiltered(shownView)
    ? `${shown.length.toLocaleString('en')} of ${counted(rows.length, 'feature')}`
    : counted(rows.length, 'feature')
  useToldCount(`${count}.`, JSON.stringify(shownView))
  return (
    <>
      <PageHeader
        {...BOARD}
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
        {query.data !== undefined && first === undefined && <NoFeatures />}
        {(first !== undefined || isReading) && (
          <>
            <BoardFilters view={view} onChange={change} />
            <p className="text-12 text-muted">{isReading ? 'Reading the features …' : count}</p>
            {isReading && <BoardSkeleton />}
            {first !== undefined && <Found rows={shown} view={shownView} onShowAll={() => change(ALL)} />}
          </>
        )}
      </div>
      {asked !== null && (
        <AskDialog asked={asked} features={rows.map(({ feature }) => feature)} onClose={() => setAsked(null)} />
      )}
    </>
  )
}
