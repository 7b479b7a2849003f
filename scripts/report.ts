import { parseArgs } from 'node:util'
import { CONSOLE_POOL, createPool } from '@/lib/db/pool'
import type { ReadContext } from '@/lib/queries/read-context'
import { exemptionReport } from '@/lib/queries/reports/exemption-report'
import { exemptionCsv, staleCsv } from '@/lib/queries/reports/report-csv'
import { staleFeatures } from '@/lib/queries/reports/stale-features'
import { runCommand } from './support/command'
import { commandDatabaseUrl } from './support/database-url'
import { operator } from './support/operator'
import { exemptionMarkdown, staleMarkdown } from './support/report-markdown'
import { refuseUse } from './support/usage'

const USAGE = `Use: npm run --silent report [-- --until <instant>] [-- --csv exemptions|stale]
Prints the exemptions of the week that ends then, or now, and the features to clean up: as Markdown, or one of them as CSV.`

interface Asked {
  readonly until?: string | undefined
  readonly csv?: string | undefined
}

function given(): Asked | null {
  try {
    const { until, csv } = parseArgs({ options: { until: { type: 'string' }, csv: { type: 'string' } } }).values
    const isKnown = csv === undefined || csv === 'exemptions' || csv === 'stale'
    // Date.parse alone takes 1 for a year.
    const isInstant = until === undefined || (/^\d{4}-\d\d-\d\d/.test(until) && !Number.isNaN(Date.parse(until)))
    return isKnown && isInstant ? { until, csv } : null
  } catch {
    return null
  }
}

async function textOf(context: ReadContext, { until, csv }: Asked): Promise<string> {
  if (csv === 'stale') return staleCsv(await staleFeatures(context))
  const exemptions = await exemptionReport(context, { until })
  if (csv === 'exemptions') return exemptionCsv(exemptions)
  return [exemptionMarkdown(exemptions), staleMarkdown(await staleFeatures(context))].join('\n')
}

async function main(asked: Asked): Promise<void> {
  const pool = createPool(await commandDatabaseUrl(), CONSOLE_POOL, () => {})
  try {
    process.stdout.write(await textOf({ pool, principal: operator() }, asked))
  } finally {
    await pool.end()
  }
}

const asked = given()
if (asked === null) refuseUse(USAGE)
else runCommand(() => main(asked))
