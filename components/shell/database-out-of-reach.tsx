'use client'

import { Button } from '@/components/ui/button'
import { PageState } from './page-state'

/** Nobody knows who the visitor is while the database can't be read. */
export function DatabaseOutOfReach() {
  const again = <Button onClick={() => window.location.reload()}>Try again</Button>
  return (
    <PageState state="database" title="The database is out of reach" action={again}>
      Nothing can be shown or changed now. Decisions are answered from memory for a while longer, then they deny. You
      stay signed in.
    </PageState>
  )
}
