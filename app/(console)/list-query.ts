import type { ListFilter } from '@/lib/client/queries/places'

const MOST = 50

export type SearchParams = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>

/** What a list's address narrows it to, as its page's component reads it too (useListAddress). */
export async function listFilter(searchParams: SearchParams): Promise<ListFilter> {
  const given = await searchParams
  const one = (name: string) => {
    const value = given[name]
    return (typeof value === 'string' ? value : value?.[0]) || undefined
  }
  const filter = { q: one('q'), publisherId: one('publisherId'), projectId: one('projectId'), cursor: one('cursor') }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** The same as a question takes it. */
export const listQuery = (filter: ListFilter) => ({ ...filter, limit: MOST })
