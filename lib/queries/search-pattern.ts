import { caseVariants } from './accounts/search-text'

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** What a search looks for: patterns for ILIKE ANY that find it anywhere, and one for LIKE that finds it in front. */
export interface SearchPattern {
  readonly anywhere: readonly string[] | null
  readonly inFront: string | null
}

/** The patterns of a text; both null where nothing is looked for. */
export function searchPattern(q: string | undefined): SearchPattern {
  if (q === undefined || q === '') return { anywhere: null, inFront: null }
  return { anywhere: caseVariants(q).map((text) => `%${literal(text)}%`), inFront: `${literal(q)}%` }
}
