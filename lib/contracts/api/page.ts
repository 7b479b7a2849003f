import { z } from 'zod'

export const MOST_A_PAGE = 200

/** The query fields of every list (api.md). */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(50),
  cursor: z.string().max(1000).optional(),
})

/** A page of a list: `nextCursor` is null at its end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item).max(MOST_A_PAGE), nextCursor: z.string().nullable() })

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

export const noQuery = z.strictObject({})
export const noParams = z.strictObject({})
