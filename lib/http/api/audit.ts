import { permit } from '@/lib/auth/permissions'
import { revertEntry } from '@/lib/changes/revert-entry'
import {
  type AuditHead,
  listAuditOperation,
  listAuditTermsOperation,
  readAuditEntryOperation,
  verifyAuditOperation,
} from '@/lib/contracts/api/audit'
import { revertOperation } from '@/lib/contracts/api/revert'
import { exportAudit } from '@/lib/queries/audit/export-audit'
import { listAudit, readAuditEntry } from '@/lib/queries/audit/list-audit'
import { listAuditTerms } from '@/lib/queries/audit/list-terms'
import { type VerifyOptions, verifyAudit } from '@/lib/queries/audit/verify-audit'
import type { ReadContext } from '@/lib/queries/read-context'
import type { Outgoing } from '../message'
import { eventText, streamed } from '../streamed'
import { accepts, changed, type Endpoint, endpoint, read } from './endpoint'

const CSV = { 'Content-Disposition': 'attachment; filename="audit.csv"' }

function csvOf(parts: AsyncGenerator<string>): Outgoing {
  const make = async (write: (text: string) => Promise<void>) => {
    for await (const part of parts) await write(part)
  }
  return streamed('text/csv; charset=utf-8', make, 'The export broke off here: it is not complete.\r\n', CSV)
}

function headOf(text: string | undefined): AuditHead | null {
  const [id, hash] = text?.split(':') ?? []
  return id === undefined || hash === undefined ? null : { id: Number(id), hash }
}

function verifyAsEvents(context: ReadContext, options: VerifyOptions): Outgoing {
  permit(context.principal, 'read_audit')
  return streamed(
    'text/event-stream',
    async (write, signal) => {
      const onProgress: VerifyOptions['onProgress'] = (progress) =>
        void write(eventText('progress', progress)).catch(() => {})
      await write(eventText('report', await verifyAudit(context, { ...options, onProgress, signal })))
    },
    eventText('failed', { message: 'The trail could not be read to its end.' }),
  )
}

/** The audit trail (console.md, "Audit"). */
export const auditEndpoints: readonly Endpoint[] = [
  endpoint(listAuditOperation, async ({ context, query, accept }) => {
    const { limit, cursor, format, ...filters } = query
    if (format === 'csv' || accepts(accept, 'text/csv'))
      return { kind: 'raw', answer: csvOf(await exportAudit(context, filters)) }
    return read(await listAudit(context, filters, { limit, cursor }))
  }),
  endpoint(listAuditTermsOperation, async ({ context }) => read(await listAuditTerms(context))),
  endpoint(verifyAuditOperation, async ({ context, query, accept, signal }) => {
    const head = headOf(query.head)
    if (query.format === 'events' || accepts(accept, 'text/event-stream'))
      return { kind: 'raw', answer: verifyAsEvents(context, { head }) }
    return read(await verifyAudit(context, { head, signal }))
  }),
  endpoint(revertOperation, async ({ context, params, body }) => changed(await revertEntry(context, params.id, body))),
  endpoint(readAuditEntryOperation, async ({ context, params }) => read(await readAuditEntry(context, params.id))),
]
