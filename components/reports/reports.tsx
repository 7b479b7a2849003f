'use client'

import { PageHeader } from '@/components/shell/page-header'
import { ExemptionWeek } from './exemption-week'
import { Stale } from './stale'

interface ReportsProps {
  /** The end of the week that is shown; undefined: now. */
  readonly until: string | undefined
}

/** What somebody should look at once a week: exemptions, and features to clean up. */
export function Reports({ until }: ReportsProps) {
  return (
    <>
      <PageHeader
        title="Reports"
        purpose="What became of exemptions in a week, and which features can be cleaned up."
      />
      <div className="grid gap-12">
        <ExemptionWeek until={until} />
        <Stale />
      </div>
    </>
  )
}
