import type { z } from 'zod'
import { faultsOf } from '@/lib/contracts/problem'
import { ChangeError } from './errors'

/** What a verb was given, checked. @throws ChangeError `invalid_request`, with the fields at fault by path */
export function parseInput<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new ChangeError('invalid_request', 'Some fields are at fault.', { faults: faultsOf(parsed.error) })
}
