import { z } from 'zod'
import { line } from '../text'

export const MOST_A_PAGE = 200
/** Room for a title and an id of 255 characters each, of four bytes, in base64. */
const MOST_CURSOR = 4000

/** The query fields of every list (api.md). */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(50),
  cursor: z.string().max(MOST_CURSOR).optional(),
})

/** What somebody looks for: part of a name or a title, or the beginning of an id. Empty: everything. */
export const searchText = z.union([z.literal(''), line(255)]).optional()

/** A page of a list: `nextCursor` is null at its end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item).max(MOST_A_PAGE), nextCursor: z.string().nullable() })

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

export const noQuery = z.strictObject({})
export const noParams = z.strictObject({})
