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

function addressed(path: string, parts: Readonly<Record<string, string | null | undefined>>): string {
  const set = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]))
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`
}

/** What a list is narrowed to and where in it one is, kept in the page's address. */
export function useListAddress(): ListAddress {
  const { path, search: searched, go } = useAddress()
  const filter = Object.fromEntries(NAMES.flatMap((name) => (searched.get(name) ? [[name, searched.get(name)]] : [])))
  return {
    filter,
    page: Math.max(1, Number.parseInt(searched.get('page') ?? '1', 10) || 1),
    narrow: (part) => go(addressed(path, { ...filter, ...part, cursor: null, page: null }), 'replace'),
    turnTo: (page, cursor) => {
      const at = page > 1 ? { cursor, page: String(page) } : { cursor: null, page: null }
      go(addressed(path, { ...filter, ...at }))
    },
  }
}
