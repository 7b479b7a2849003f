import { z } from 'zod'

/** RFC 9457, with a stable code (api.md). */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
  })
  .meta({ id: 'Problem' })

/** A field at fault: where, as a path such as `users[3].id`, and what is wrong. */
export interface Fault {
  readonly path: string
  readonly message: string
}

/** A zod path in the notation of our problem bodies. */
export function faultPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

/** `"author" or "user"`; `"a", "b" or "c"`, without a comma before the last. */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

// In the words of who sends JSON, which knows no `undefined`.
const messageOf = (message: string) =>
  message
    .replace(/^Invalid input: expected (.+), received undefined$/, 'is missing: $1 expected')
    .replace(
      /^Invalid option: expected one of (.+)$/,
      (_, options: string) => `must be ${either.format(options.split('|'))}`,
    )

/** The faults of a failed parse, at most `most`. Unknown fields are named one by one. */
export function faultsOf(error: z.core.$ZodError, most = 100): Fault[] {
  return error.issues.slice(0, most).flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: faultPath(issue.path), message: messageOf(issue.message) }]
    return issue.keys.slice(0, most).map((key) => ({ path: faultPath([...issue.path, key]), message: 'unknown field' }))
  })
}
