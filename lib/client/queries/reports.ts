import type { ExemptionReport, StaleFeatures } from '@/lib/contracts/api/reports'
import { consoleQuery, queryText } from './console-query'

const EXEMPTIONS = '/reports/exemptions'
const STALE = '/reports/stale-features'

/** What became of exemptions in the week that ends at `until`; undefined: now. */
export const exemptionReportQuery = (until: string | undefined) =>
  consoleQuery<ExemptionReport>('reports', EXEMPTIONS, { until })

export const staleFeaturesQuery = consoleQuery<StaleFeatures>('reports', STALE)

/** Where the same is had as CSV. */
export const exemptionCsvPath = (until: string | undefined) =>
  `/api/console${EXEMPTIONS}${queryText({ until, format: 'csv' })}`
export const STALE_CSV_PATH = `/api/console${STALE}?format=csv`
