export type Facts = Readonly<Record<string, unknown>> | null

export interface Difference {
  readonly field: string
  /** null also where there was no such fact. */
  readonly before: unknown
  readonly after: unknown
}

const fieldsOf = (facts: Facts) => Object.keys(facts ?? {})

/** Whether two JSON values say the same, in whatever order their members stand. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length && keys.every((key) => key in right && isSameJson(left[key], right[key]))
  )
}

/** A change field by field: what differs, in the order of the facts' own fields. */
export function differences(before: Facts, after: Facts): Difference[] {
  const fields = [...new Set([...fieldsOf(before), ...fieldsOf(after)])]
  return fields
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((difference) => !isSameJson(difference.before, difference.after))
}
