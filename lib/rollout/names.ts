/** The grammar of feature names; decision.md, section "Words". They hold no colon, which the hash contract relies on. */
export const FEATURE_NAME = /^[A-Za-z0-9_.-]{1,255}$/

// With the u flag a repetition counts code points, and \p{Cs} matches only surrogates that stand alone.
const ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u

/** Whether a value is a feature name. Takes anything, so that 42 is not read as "42". */
export function isFeatureName(value: unknown): value is string {
  return typeof value === 'string' && FEATURE_NAME.test(value)
}

/**
 * Whether a value is an id of an actor, project, section or publisher; decision.md, section "Words":
 * 1–255 code points of well-formed Unicode, no control characters (C0, C1, DEL), not `.` or `..`.
 */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '.' && value !== '..' && ID.test(value)
}
