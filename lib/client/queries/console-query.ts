import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Page } from '@/lib/contracts/api/page'
import { fetchJson } from '../fetch-json'
import type { Subject } from './subjects'
import { untilAnswered } from './until-answered'

type Parameters = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A query text of what is set: absent, null and empty values are left out. `?a=1`, or nothing. */
export function queryText(parameters: Parameters): string {
  const set = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  )
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`
}

/**
 * An operation that reads (`isRead`), as a query: its key begins with the subject that events touch, and holds the path.
 * @param path below /api/console, parts encoded by `encodeURIComponent`
 */
export function consoleQuery<Answer>(subject: Subject, path: `/${string}`, parameters: Parameters = {}) {
  const target = `${path}${queryText(parameters)}`
  return queryOptions({
    queryKey: [subject, target],
    queryFn: ({ signal }) => fetchJson<Answer>(`/api/console${target}`, signal),
    refetchInterval: untilAnswered,
  })
}

/** As `consoleQuery`, for a list that pages by cursor: for `useInfiniteQuery`. */
export function consolePages<Item>(subject: Subject, path: `/${string}`, parameters: Parameters = {}) {
  const target = `${path}${queryText(parameters)}`
  const at = (cursor: string | null) => `/api/console${path}${queryText({ ...parameters, cursor })}`
  return infiniteQueryOptions({
    queryKey: [subject, target, 'pages'],
    queryFn: ({ signal, pageParam }) => fetchJson<Page<Item>>(at(pageParam), signal),
    refetchInterval: untilAnswered,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }: Page<Item>) => nextCursor,
  })
}
