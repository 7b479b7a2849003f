import { z } from 'zod'

/** SQL of what titles and names are sorted by; the indexes `…_order_idx` are of it, and then the id. */
export const sortTitle = (column: string) => `lower(left(${column}, 255))`

/** A text that a cursor holds: anybody can make one up, and PostgreSQL takes no NUL. */
export const keyText = z.string().refine((text) => text.isWellFormed() && !text.includes('\0'))

/** What a list by title is sorted by: `sortTitle`, and the id. */
export const titleKey = z.tuple([keyText, keyText])

/** The same of a row. */
export const titleKeyOf = ({ sort, id }: { readonly sort: string; readonly id: string }) => [sort, id]
