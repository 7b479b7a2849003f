import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { consoleQuery } from './console-query'

/** What the palette finds. */
export interface SearchAnswer {
  readonly features: readonly { readonly name: string; readonly description: string; readonly isArchived: boolean }[]
  readonly projects: readonly { readonly id: string; readonly title: string; readonly publisherName: string | null }[]
  readonly sections: readonly { readonly id: string; readonly title: string; readonly projectTitle: string | null }[]
  readonly publishers: readonly { readonly id: string; readonly name: string }[]
  readonly accounts: readonly {
    readonly type: 'author' | 'user'
    readonly id: string
    readonly name: string
    readonly email: string | null
  }[]
}

/** Whatever fits a text: features, places, publishers, accounts. The last answer stays while the next is read. */
export const searchQuery = (text: string) =>
  queryOptions({
    ...consoleQuery<SearchAnswer>('search', '/search', { q: text }),
    placeholderData: keepPreviousData,
    enabled: text !== '',
  })
