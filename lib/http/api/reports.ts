import { exemptionReportOperation, staleFeaturesOperation } from '@/lib/contracts/api/reports'
import { exemptionReport } from '@/lib/queries/reports/exemption-report'
import { exemptionCsv, staleCsv } from '@/lib/queries/reports/report-csv'
import { staleFeatures } from '@/lib/queries/reports/stale-features'
import type { Outgoing } from '../message'
import { accepts, type Endpoint, endpoint, read } from './endpoint'

function csvAnswer(body: string, name: string): { kind: 'raw'; answer: Outgoing } {
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
    'Cache-Control': 'no-store',
  }
  return { kind: 'raw', answer: { status: 200, headers, body } }
}

/** What became of exemptions in a week, and features to clean up. */
export const reportEndpoints: readonly Endpoint[] = [
  endpoint(exemptionReportOperation, async ({ context, query: { format, ...asked }, accept }) => {
    const report = await exemptionReport(context, asked)
    return format === 'csv' || accepts(accept, 'text/csv')
      ? csvAnswer(exemptionCsv(report), `exemptions-until-${report.until.slice(0, 10)}`)
      : read(report)
  }),
  endpoint(staleFeaturesOperation, async ({ context, query: { format }, accept }) => {
    const report = await staleFeatures(context)
    return format === 'csv' || accepts(accept, 'text/csv')
      ? csvAnswer(staleCsv(report), 'stale-features')
      : read(report)
  }),
]
