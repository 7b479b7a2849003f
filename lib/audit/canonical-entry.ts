import { hash } from 'node:crypto'

/** An audit entry as it is hashed: each value as docs/audit-trail.md writes it. */
export interface ChainedEntry {
  /** A whole number in decimal. */
  readonly id: string
  /** In UTC with microseconds: `2026-03-01T09:30:00.000000Z`. */
  readonly occurredAt: string
  readonly revision: string
  readonly actorKind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly action: string
  readonly featureName: string | null
  readonly scopeType: string | null
  readonly scopeId: string | null
  /** JSON text as PostgreSQL writes a jsonb value. */
  readonly before: string | null
  readonly after: string | null
  readonly note: string | null
  readonly requestId: string | null
  readonly importId: string | null
  readonly prevHash: string
  readonly hash: string
}

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64)

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f]/g
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const escaped = (char: string) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
const quoted = (text: string | null) => (text === null ? 'null' : `"${text.replace(ESCAPED, escaped)}"`)

/** An entry's canonical form (docs/audit-trail.md), computed without the database that wrote it. */
export function canonicalEntry(entry: ChainedEntry): string {
  const { id, occurredAt, revision, actorKind, actorId, actorName, action, featureName, scopeType, scopeId } = entry
  const named = [actorKind, actorId, actorName, action, featureName, scopeType, scopeId].map(quoted)
  const facts = [entry.before ?? 'null', entry.after ?? 'null']
  const about = [entry.note, entry.requestId, entry.importId].map(quoted)
  return `[${[id, quoted(occurredAt), revision, ...named, ...facts, ...about].join(', ')}]`
}

/** The hash that an entry has if it follows `prevHash` and nobody changed it. */
export function entryHash(entry: ChainedEntry, prevHash: string): string {
  return hash('sha256', `${prevHash}\n${canonicalEntry(entry)}`)
}
