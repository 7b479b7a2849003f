import { useQuery } from '@tanstack/react-query'
import { CalendarCheck } from 'lucide-react'
import Link from 'next/link'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { buttonLook } from '@/components/ui/button-look'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { exemptionCsvPath, exemptionReportQuery } from '@/lib/client/queries/reports'
import type { ExemptionReport } from '@/lib/contracts/api/reports'
import { CsvLink } from './csv-link'
import { EXEMPTION_COLUMNS } from './exemption-columns'

// In UTC, as the audit page's days are.
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const dayText = (at: string) => DAY.format(new Date(at))

function Weeks({ from, isNow }: { readonly from: string | undefined; readonly isNow: boolean }) {
  const look = buttonLook({ size: 'compact' })
  return (
    <>
      {from !== undefined && (
        <Link className={look} prefetch={false} href={`/reports?until=${encodeURIComponent(from)}`}>
          The week before
        </Link>
      )}
      {!isNow && (
        <Link className={look} prefetch={false} href="/reports">
          This week
        </Link>
      )}
    </>
  )
}

function Events({ report }: { readonly report: ExemptionReport }) {
  if (report.items.length === 0)
    return (
      <EmptyState icon={CalendarCheck} title="No exemption was touched">
        None was made, changed, removed or ended in this week, and none ends in the next.
      </EmptyState>
    )
  return (
    <>
      {report.isCut && (
        <Notice tone="warning" title="There is more than fits here.">
          These are the first 2,000, by publisher.
        </Notice>
      )}
      <DataTable
        caption="Exemptions by publisher and feature"
        captionLook="hidden"
        columns={EXEMPTION_COLUMNS}
        cardsBelow="large"
        rows={report.items}
        rowKey={({ kind, at, publisherId, feature, auditEntry }) =>
          [kind, at, publisherId, feature, auditEntry].join(' ')
        }
      />
    </>
  )
}

/** What became of exemptions in one week. */
export function ExemptionWeek({ until }: { readonly until: string | undefined }) {
  const query = useQuery(exemptionReportQuery(until))
  const report = query.data
  const days = report === undefined ? '' : ` from ${dayText(report.from)} to ${dayText(report.until)}`
  return (
    <Section
      title="Exemptions of the week"
      description={`Made, changed, removed or ended${days}, or ending in the week after.`}
      action={
        <div className="flex flex-wrap gap-2">
          <Weeks from={report?.from} isNow={until === undefined} />
          <CsvLink href={exemptionCsvPath(until)} what="exemptions" />
        </div>
      }
    >
      <QueryTrouble query={query} what="The exemptions" />
      {report === undefined && query.error === null && <SkeletonRows label="Reading the exemptions …" />}
      {report !== undefined && <Events report={report} />}
    </Section>
  )
}
