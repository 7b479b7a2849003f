import { z } from 'zod'
import { FEATURE_NAME, isId } from '@/lib/rollout'

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

const codePoints = (text: string) => {
  let count = 0
  for (const _ of text) count++
  return count
}

/** An id of the calling application, kept byte for byte (decision.md, "Words"). */
export const id = z
  .string()
  .refine(isId, '1–255 characters, well-formed, without control characters, and not "." or ".."')
  .meta({ id: 'Id', description: "The calling application's own id, compared byte for byte.", examples: ['1042'] })

/** A feature's name. Unlike an id it has a grammar, so look-alike letters can't get in. */
export const featureName = z
  .string()
  .regex(FEATURE_NAME, '1–255 of the letters A–Z and a–z, digits, and _ . -')
  .meta({ id: 'FeatureName', examples: ['adaptive_duplication'] })

/** A feature's name that is to be: not one that a path would lose on its way. */
export const newFeatureName = featureName.refine((name) => name !== '.' && name !== '..', 'not "." or ".."')

/** One line of text, as it is typed: a search. @param most longest, in code points. */
export const line = (most: number) =>
  z
    .string()
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), 'must be well-formed, without control characters')
    .refine((text) => text.length > 0 && codePoints(text) <= most, `1–${most} characters`)

/** A name, a title or a description: a line that people can see. @param most longest, in code points. */
export const label = (most: number) =>
  line(most).refine((text) => text === '' || text.trim() !== '', 'must not be blank')

/** A note or a reason: trimmed, 1–2,000 characters, line breaks and tabs allowed. */
export const note = z
  .string()
  .trim()
  .refine(
    (text) => text.isWellFormed() && !CONTROL_BUT_LINES.test(text),
    'must be well-formed, without control characters',
  )
  .refine((text) => text.length > 0 && codePoints(text) <= 2000, '1–2000 characters')
  .meta({ id: 'Note' })

// RFC 3339 writes the years 0000 to 9999 and PostgreSQL reads no year 0000; an offset can lead out of them. What could
// not be read again would deny every decision.
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.UTC(10_000, 0) - 1

/** An instant, RFC 3339 with an offset; kept in UTC. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(
    (text) => {
      const ms = Date.parse(text)
      return ms >= EARLIEST_MS && ms <= LATEST_MS
    },
    // What is no instant at all has its own fault.
    { error: 'must lie in the years 0001 to 9999, in UTC', when: ({ issues }) => issues.length === 0 },
  )
  .meta({ id: 'Instant', examples: ['2026-11-23T12:00:00.000Z'] })
