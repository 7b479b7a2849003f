'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download, History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { EmptyState } from '@/components/ui/empty-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { announce } from '@/lib/client/announce'
import { auditCsvPath, auditQuery } from '@/lib/client/queries/audit'
import { EntryList } from './entry-list'
import { Filters } from './filters'
import type { RevertAction } from './revert-confirm'
import { useFilter } from './use-filter'
import { useHeldEntries } from './use-held-entries'
import { Verification } from './verification'

const PURPOSE = 'Every change: who made it, what it was before, and why. Nothing here can be edited or deleted.'
const countText = (count: number, hasMore: boolean) =>
  count === 1 ? '1 change' : `${count.toLocaleString('en')}${hasMore ? ' newest' : ''} changes`

/** Every change, newest first; the filter is in the address. */
export function Audit({ revert }: { readonly revert: RevertAction }) {
  const control = useFilter()
  const { filter } = control
  const view = JSON.stringify(filter)
  const query = useInfiniteQuery({ ...auditQuery(filter), placeholderData: keepPreviousData })
  const isOld = query.isPlaceholderData || query.data === undefined
  const held = useHeldEntries(isOld ? undefined : query.data?.pages.flatMap(({ items }) => items), view)
  const [walk, setWalk] = useState(0)
  const { shown } = held
  const count = countText(shown.length, query.hasNextPage)

  const [told, setTold] = useState(view)
  useEffect(() => {
    if (isOld || told === view) return
    setTold(view)
    announce(shown.length === 0 ? 'No change fits.' : `${count} shown.`)
  }, [isOld, told, view, shown.length, count])

  const action = (
    <>
      <a href={auditCsvPath(filter)} download="audit.csv" className={buttonLook()}>
        <Download aria-hidden="true" className="size-4" />
        Export as CSV
      </a>
      <Button onClick={() => setWalk(walk + 1)}>Verify the trail</Button>
    </>
  )
  const isFiltered = view !== '{}'
  return (
    <>
      <PageHeader title="Audit" purpose={PURPOSE} action={action} />
      <div className="grid gap-6">
        {walk > 0 && <Verification key={walk} onClose={() => setWalk(0)} />}
        <Filters {...control} entries={shown} />
        <QueryTrouble query={query} what="The changes" />
        {query.data === undefined && query.error === null && <SkeletonRows label="Reading the changes …" rows={12} />}
        {!isOld && shown.length === 0 && held.waiting === 0 && (
          <EmptyState
            icon={History}
            title={isFiltered ? 'No change fits' : 'Nothing was changed yet'}
            action={isFiltered && <Button onClick={control.clear}>Clear the filters</Button>}
          >
            {isFiltered
              ? 'Nothing in the trail fits all of these filters together.'
              : 'As soon as somebody changes a stage, an exemption or an account, it stands here.'}
          </EmptyState>
        )}
        {(shown.length > 0 || held.waiting > 0) && <EntryList held={held} count={count} revert={revert} />}
        {query.hasNextPage && (
          <Button
            className="justify-self-center"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older changes
          </Button>
        )}
      </div>
    </>
  )
}
