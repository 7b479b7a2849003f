import type { Metadata } from 'next'
import { Reports } from '@/components/reports/reports'
import { exemptionReportQuery, staleFeaturesQuery } from '@/lib/client/queries/reports'
import { instant } from '@/lib/contracts/text'
import { exemptionReport } from '@/lib/queries/reports/exemption-report'
import { staleFeatures } from '@/lib/queries/reports/stale-features'
import { ConsolePage, prefetched } from '../console-page'

export const metadata: Metadata = { title: 'Reports' }

interface Props {
  readonly searchParams: Promise<{ readonly until?: string | string[] }>
}

export default async function ReportsPage({ searchParams }: Props) {
  const given = instant.safeParse((await searchParams).until)
  const until = given.success ? given.data : undefined
  return (
    <ConsolePage
      permission="read_audit"
      prefetch={[
        prefetched(exemptionReportQuery(until), (context) => exemptionReport(context, { until })),
        prefetched(staleFeaturesQuery, staleFeatures),
      ]}
    >
      <Reports until={until} />
    </ConsolePage>
  )
}
