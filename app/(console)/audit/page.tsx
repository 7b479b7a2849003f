import type { Metadata } from 'next'
import { Audit } from '@/components/audit/audit'
import { auditFiltersOf, readAuditFilter } from '@/lib/client/audit-filter'
import { AUDIT_PAGE, auditQuery, auditTermsQuery } from '@/lib/client/queries/audit'
import { listAudit } from '@/lib/queries/audit/list-audit'
import { listAuditTerms } from '@/lib/queries/audit/list-terms'
import { ConsolePage, prefetched, prefetchedPages } from '../console-page'
import { revertAction } from './actions'

export const metadata: Metadata = { title: 'Audit' }

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ searchParams }: Props) {
  const filter = readAuditFilter(await searchParams)
  return (
    <ConsolePage
      permission="read_audit"
      prefetch={[
        prefetchedPages(auditQuery(filter), (context) =>
          listAudit(context, auditFiltersOf(filter), { limit: AUDIT_PAGE }),
        ),
        prefetched(auditTermsQuery, listAuditTerms),
      ]}
    >
      <Audit revert={revertAction} />
    </ConsolePage>
  )
}
