import type { z } from 'zod'
import { faultsOf } from '@/lib/contracts/problem'
import { HttpError } from './http-error'

/** The value, checked. @throws HttpError `invalid_request` with the paths at fault */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new HttpError('invalid_request', 'Some fields are at fault.', { faults: faultsOf(result.error) })
}
