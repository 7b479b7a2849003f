'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { readyQuery } from '@/lib/client/queries/ready'
import { PageState } from './page-state'

/** Nobody knows who the visitor is while the database can't be read. The page is there by itself once it can. */
export function DatabaseOutOfReach() {
  const router = useRouter()
  const { data, dataUpdatedAt } = useQuery(readyQuery)
  const isReady = data?.status === 'ready'
  useEffect(() => {
    // Asked again at each answer, for the page's own connections may come back a moment later than the front's.
    if (isReady && dataUpdatedAt > 0) router.refresh()
  }, [isReady, dataUpdatedAt, router])
  const again = <Button onClick={() => router.refresh()}>Try again</Button>
  return (
    <PageState state="database" title="The database is out of reach" action={again}>
      <title>The database is out of reach · Aviary</title>
      Nothing can be shown or changed now. Decisions are answered from memory for a while longer, then they deny. You
      stay signed in, and this page comes back by itself.
    </PageState>
  )
}
