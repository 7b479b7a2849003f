import type { z } from 'zod'
import { ChangeError } from '@/lib/changes/errors'
import type { Page } from '@/lib/contracts/api/page'

/** Which page of a list. */
export interface PageAsked {
  readonly limit: number
  readonly cursor?: string | undefined
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}

/**
 * The key after which a page begins, as the cursor holds it; null for the first page.
 * @param key what the list is ordered by: anybody can make up a cursor, so each part is checked before a query gets it
 * @throws ChangeError `invalid_request`
 */
export function keyAfter<Key extends z.ZodType>({ cursor }: PageAsked, key: Key): z.output<Key> | null {
  if (cursor === undefined) return null
  const read = key.safeParse(parse(cursor))
  if (read.success) return read.data
  const faults = [{ path: 'cursor', message: 'is not one that this list gave' }]
  throw new ChangeError('invalid_request', 'The cursor can not be read.', { faults })
}

/**
 * A page of what was read for it.
 * @param rows the rows after the last page's key, one more than `limit` where there are more
 * @param keyOf the key that the list is ordered by, unique
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit }: PageAsked,
  keyOf: (row: Row) => readonly unknown[],
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  const nextCursor = hasMore ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null
  return { items: shown.map(itemOf), nextCursor }
}
