'use client'

import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { buttonLook } from '@/components/ui/button-look'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Page } from '@/lib/contracts/api/page'
import { counted, type Noun } from './place-words'

/** How many of them stand on the page of what they belong to. */
export const MOST_RELATED = 10

interface RelatedPlacesProps<Item extends { readonly id: string }, Key extends readonly unknown[]> {
  readonly noun: Noun
  /** How many there are. */
  readonly count: number
  readonly query: UseQueryOptions<Page<Item>, Error, Page<Item>, Key>
  readonly columns: readonly Column<Item>[]
  /** Where all of them are. */
  readonly href: string
  /** "this publisher" */
  readonly owner: string
}

/** The first projects or sections of what a page is about, and the way to all of them. */
export function RelatedPlaces<Item extends { readonly id: string }, Key extends readonly unknown[]>(
  props: RelatedPlacesProps<Item, Key>,
) {
  const { noun, count, columns, href, owner } = props
  const query = useQuery({ ...props.query, enabled: count > 0 })
  const { data, error } = query
  const title = `${noun.many.slice(0, 1).toUpperCase()}${noun.many.slice(1)}`
  const all = count > MOST_RELATED && (
    <Link href={href} prefetch={false} className={buttonLook({ size: 'compact' })}>
      All {counted(count, noun)}
    </Link>
  )
  return (
    <Section title={title} description={count === 0 ? `No ${noun.many} belong to ${owner}.` : undefined} action={all}>
      <QueryTrouble query={query} what={`The ${noun.many}`} />
      {count > 0 && data === undefined && error === null && (
        <SkeletonRows label={`Reading the ${noun.many} …`} rows={Math.min(count, MOST_RELATED) + 1} />
      )}
      {data !== undefined && data.items.length > 0 && (
        <DataTable
          caption={count > MOST_RELATED ? `The first ${MOST_RELATED} ${noun.many} of ${owner}` : `${title} of ${owner}`}
          captionLook="hidden"
          columns={columns}
          rows={data.items}
          rowKey={({ id }) => id}
        />
      )}
    </Section>
  )
}
