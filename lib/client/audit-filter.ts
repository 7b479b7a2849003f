import type { AuditFilters } from '@/lib/contracts/api/audit'

const NAMES = ['actorKind', 'actorId', 'feature', 'action', 'scopeType', 'scopeId', 'importId', 'from', 'to'] as const

type Name = (typeof NAMES)[number]

/** What the trail is filtered by, as the page's address holds it: `from` and `to` are days of UTC. */
export type AuditFilter = Readonly<Partial<Record<Name, string>>>

type Given = Readonly<Record<string, string | readonly string[] | undefined>>

const DAY = /^\d{4}-\d\d-\d\d$/
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const LONGEST = 255

const isDay = (name: string) => name === 'from' || name === 'to'
const dayAsInstant = (name: string, day: string) => `${day}${name === 'from' ? 'T00:00:00Z' : 'T23:59:59.999999Z'}`

function isRealDay(day: string): boolean {
  const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}

function isGood(name: Name, value: string): boolean {
  if (isDay(name)) return isRealDay(value)
  return name === 'importId' ? UUID.test(value) : value !== '' && value.length <= LONGEST
}

/** The filter in an address. What can't be one is left out, so that a mistyped address shows more, not an error. */
export function readAuditFilter(given: Given): AuditFilter {
  const found = NAMES.flatMap((name) => {
    const value = given[name]
    return typeof value === 'string' && isGood(name, value) ? [[name, value]] : []
  })
  const filter: Partial<Record<Name, string>> = Object.fromEntries(found)
  if (filter.actorKind === undefined) delete filter.actorId
  if (filter.scopeType === undefined) delete filter.scopeId
  return filter
}

/** The same as the interface takes it: days as instants. */
export function auditFiltersOf(filter: AuditFilter): AuditFilters {
  const entries = Object.entries(filter).map(([name, value]) => [name, isDay(name) ? dayAsInstant(name, value) : value])
  return Object.fromEntries(entries)
}
