import type { z } from 'zod'
import type { AuditEntry, listAuditTermsOperation } from '@/lib/contracts/api/audit'
import { type AuditFilter, auditFiltersOf } from '../audit-filter'
import { consolePages, consoleQuery, queryText } from './console-query'

export type AuditTerms = z.infer<typeof listAuditTermsOperation.answer>

export const AUDIT_PAGE = 50

/** The entries that fit, newest first. */
export const auditQuery = (filter: AuditFilter) =>
  consolePages<AuditEntry>('audit', '/audit', { ...auditFiltersOf(filter), limit: AUDIT_PAGE })

/** What a change is about. */
export type FactAsked = Pick<AuditEntry, 'feature' | 'scopeType' | 'scopeId'>

/** The newest entry about it. */
export const lastChangeQuery = ({ feature, scopeType, scopeId }: FactAsked) =>
  consolePages<AuditEntry>('audit', '/audit', { feature, scopeType, scopeId, limit: 1 })

/** Who and what occurs in the trail. */
export const auditTermsQuery = consoleQuery<AuditTerms>('audit', '/audit/terms')

/** Where all that fits is had as CSV. */
export const auditCsvPath = (filter: AuditFilter) =>
  `/api/console/audit${queryText({ ...auditFiltersOf(filter), format: 'csv' })}`

/** The chain being walked, as server-sent events. */
export const AUDIT_VERIFY_PATH = '/api/console/audit/verify?format=events'
