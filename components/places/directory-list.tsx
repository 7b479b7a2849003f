'use client'

import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { SkeletonRows } from '@/components/ui/skeleton'
import { announce } from '@/lib/client/announce'
import type { Page } from '@/lib/contracts/api/page'
import { counted, type Noun } from './place-words'
import { SearchBox } from './search-box'
import type { ListAddress } from './use-list-address'
import { usePages } from './use-pages'

interface DirectoryListProps<Item extends { readonly id: string }, Key extends readonly unknown[]> {
  readonly noun: Noun
  readonly address: ListAddress
  /** The page that the address names. */
  readonly query: UseQueryOptions<Page<Item>, Error, Page<Item>, Key>
  readonly columns: readonly Column<Item>[]
  /** To what it is narrowed but for the search. */
  readonly narrowed?: ReactNode
  /** Why there is none at all. */
  readonly whenEmpty: string
}

function foundText<Item>({ items, nextCursor }: Page<Item>, noun: Noun): string {
  return nextCursor === null
    ? `${counted(items.length, noun)} found.`
    : `More than ${counted(items.length, noun)} found.`
}

/** Says how many were found, once for each search. */
function useFoundSaid(q: string | undefined, text: string | undefined): void {
  const said = useRef(q)
  useEffect(() => {
    if (text === undefined || said.current === q) return
    said.current = q
    announce(`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`)
  }, [q, text])
}

/** A list of the directory: searched as one types, page by page, each row a link. */
export function DirectoryList<Item extends { readonly id: string }, Key extends readonly unknown[]>(
  props: DirectoryListProps<Item, Key>,
) {
  const { noun, address, columns, narrowed, whenEmpty } = props
  const { filter, page, narrow } = address
  const query = useQuery({ ...props.query, placeholderData: keepPreviousData })
  const { data, error, isPlaceholderData } = query
  const turns = usePages(address, data?.nextCursor)
  useFoundSaid(filter.q, data === undefined || isPlaceholderData ? undefined : foundText(data, noun))
  const isNarrowed = Boolean(filter.q || filter.publisherId || filter.projectId)
  const isPaged = page > 1 || data?.nextCursor != null
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchBox
          label={`Search the ${noun.many}`}
          placeholder="Part of a name, or an id"
          q={filter.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        {narrowed}
      </div>
      <QueryTrouble query={query} what={`The ${noun.many}`} />
      {data === undefined && error === null && <SkeletonRows label={`Reading the ${noun.many} …`} rows={12} />}
      {data?.items.length === 0 && (
        <EmptyState
          icon={SearchX}
          title={`No ${noun.many} ${isNarrowed ? 'found' : 'yet'}`}
          action={
            isNarrowed && (
              <Button onClick={() => narrow({ q: '', publisherId: '', projectId: '' })}>Show all {noun.many}</Button>
            )
          }
        >
          {isNarrowed ? 'Names are searched for any part of them, ids from their beginning.' : whenEmpty}
        </EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <div className="min-w-0">
          <DataTable
            caption={`${noun.many.slice(0, 1).toUpperCase()}${noun.many.slice(1)} by name`}
            captionLook="hidden"
            columns={columns}
            rows={data.items}
            rowKey={({ id }) => id}
          />
          {isPaged ? (
            <Pagination label={noun.many} position={`Page ${page}`} isBusy={isPlaceholderData} {...turns} />
          ) : (
            <p className="py-3 text-12 text-muted">{counted(data.items.length, noun)}</p>
          )}
        </div>
      )}
    </div>
  )
}
