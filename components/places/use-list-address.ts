import { queryText } from '@/lib/client/queries/console-query'
import type { ListFilter } from '@/lib/client/queries/places'
import { useAddress } from '@/lib/client/use-address'

const NAMES = ['q', 'publisherId', 'projectId', 'cursor'] as const

export interface ListAddress {
  readonly filter: ListFilter
  readonly page: number
  /** Narrows it anew, from the first page on; it replaces the entry of the history. */
  readonly narrow: (part: Pick<ListFilter, 'q' | 'publisherId' | 'projectId'>) => void
  /** A page further on, or back: an entry of the history of its own. */
  readonly turnTo: (page: number, cursor: string | null) => void
}

const filterIn = (search: URLSearchParams): ListFilter =>
  Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))

/** What a list is narrowed to and where in it one is, kept in the page's address. */
export function useListAddress(): ListAddress {
  const { path, search: searched, go } = useAddress()
  return {
    filter: filterIn(searched),
    page: Math.max(1, Number.parseInt(searched.get('page') ?? '1', 10) || 1),
    narrow: (part) =>
      go((now) => `${path}${queryText({ ...filterIn(now), ...part, cursor: null, page: null })}`, 'replace'),
    turnTo: (page, cursor) => {
      const at = page > 1 ? { cursor, page: String(page) } : { cursor: null, page: null }
      go((now) => `${path}${queryText({ ...filterIn(now), ...at })}`)
    },
  }
}
