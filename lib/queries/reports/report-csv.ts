import { stringify } from 'csv-stringify/sync'
import type { ExemptionReport, StaleFeatures } from '@/lib/contracts/api/reports'

type Cell = string | number | null

// A note may begin with "=": a spreadsheet must not take it for a formula.
const csv = (rows: readonly (readonly Cell[])[]) =>
  stringify(rows as Cell[][], { escape_formulas: true, record_delimiter: '\r\n' })

const EXEMPTION_COLUMNS = [
  'kind',
  'at',
  'publisherId',
  'publisherName',
  'feature',
  'effect',
  'expiresAt',
  'note',
  'by',
  'auditEntry',
]

/** The week's exemptions as CSV. */
export function exemptionCsv({ items }: ExemptionReport): string {
  const rows = items.map((item): Cell[] => [
    item.kind,
    item.at,
    item.publisherId,
    item.publisherName,
    item.feature,
    item.effect,
    item.expiresAt,
    item.note,
    item.by.name ?? [item.by.kind, item.by.id].filter(Boolean).join(' '),
    item.auditEntry,
  ])
  return csv([EXEMPTION_COLUMNS, ...rows])
}

const STALE_COLUMNS = ['kind', 'feature', 'since', 'placesBelow', 'denies', 'optIns', 'askedAtLeast', 'nodes']

/** Stale features as CSV, all three kinds in one table. */
export function staleCsv({ atFull, notAsked, unknown }: StaleFeatures): string {
  return csv([
    STALE_COLUMNS,
    ...atFull.map(({ feature, since, placesBelow, denies }): Cell[] => [
      'at_full',
      feature,
      since,
      placesBelow,
      denies,
      null,
      null,
      null,
    ]),
    ...notAsked.map(({ feature, askedAt, countedSince, optIns }): Cell[] => [
      askedAt === null ? 'never_asked' : 'not_asked',
      feature,
      askedAt ?? countedSince,
      null,
      null,
      optIns,
      null,
      null,
    ]),
    ...unknown.map(({ feature, since, atLeast, nodes, isArchived }): Cell[] => [
      isArchived ? 'archived' : 'unknown',
      feature,
      since,
      null,
      null,
      null,
      atLeast,
      nodes,
    ]),
  ])
}
