import { z } from 'zod'

/** The revision that wrote a row. 0 is that of a feature that is older than versions. */
export const version = z.int().min(0)

/** A version that was seen; null or absent: "I saw none there" (decision.md, "Ladder"). */
export const expectedVersion = version.nullable().optional()
export const expectedVersionInQuery = z.coerce.number().pipe(version).optional()
