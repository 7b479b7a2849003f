import { hash } from 'node:crypto'

/** An entity tag of what JSON says of the value. */
export function entityTag(value: unknown): string {
  return `"${hash('sha256', JSON.stringify(value), 'hex').slice(0, 32)}"`
}

/** Whether `If-None-Match` names the tag: weak comparison (RFC 9110, 13.1.2). */
export function isNamed(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((entry) => {
    const text = entry.trim()
    return text === '*' || text.replace(/^W\//, '') === tag
  })
}
