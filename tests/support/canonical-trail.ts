import { createHash } from 'node:crypto'

/** An entry as a person would write it down, to compute its hash from docs/audit-trail.md alone. */
export interface TrailEntry {
  readonly id: number
  readonly occurredAt: string
  readonly revision: number
  readonly actorKind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly action: string
  readonly feature: string | null
  readonly scopeType: string | null
  readonly scopeId: string | null
  readonly before: unknown
  readonly after: unknown
  readonly note: string | null
  readonly requestId: string | null
  readonly importId: string | null
}

const byLengthThenBytes = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length - right.length || left.compare(right)
}

/** "Values" of docs/audit-trail.md. JSON.stringify escapes lone surrogates besides; PostgreSQL holds none. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => byLengthThenBytes(a, b))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${written(member)}`).join(', ')}}`
}

/** The canonical form, from docs/audit-trail.md and nothing of the product's. */
export function canonicalText(e: TrailEntry): string {
  const about = [e.actorKind, e.actorId, e.actorName, e.action, e.feature, e.scopeType, e.scopeId]
  return written([e.id, e.occurredAt, e.revision, ...about, e.before, e.after, e.note, e.requestId, e.importId])
}

/** The hash of an entry that follows one with `previous`. */
export function hashAfter(previous: string, entry: TrailEntry): string {
  return createHash('sha256')
    .update(Buffer.from(`${previous}\n${canonicalText(entry)}`, 'utf8'))
    .digest('hex')
}
