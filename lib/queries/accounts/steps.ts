import type { ActorType } from '@/lib/rollout'
import { readWithin } from './read-within'
import { caseVariants, hasTrigram, indexPattern, isIndexedWhole, LAST_CODE_POINT, wordsOf } from './search-text'
import { statementOf } from './statement'
import type { Bind, Selection, Step } from './step'

export interface AccountsWanted {
  readonly types: readonly ActorType[]
  /** What is searched for, trimmed; empty: every account. */
  readonly q: string
  /** null: both. */
  readonly isInternal: boolean | null
}

/** A field, and a text that it may begin with. */
interface Beginning {
  readonly key: Selection['key']
  readonly text: string
}

const beginsWith = ({ key, text }: Beginning, bind: Bind) =>
  `(${key} >= ${bind(text)} AND ${key} < ${bind(text + LAST_CODE_POINT)})`

const isNone = (beginnings: readonly Beginning[], bind: Bind) =>
  beginnings.map(({ key, text }) => `starts_with(${key}, ${bind(text)}) IS NOT TRUE`)

const either = (texts: readonly string[], test: (field: string, text: string) => string) =>
  `(${['name', 'email'].flatMap((field) => texts.map((text) => test(field, text))).join(' OR ')})`

/** Has the word in its name or its address; one too short for the index as the beginning of a word. */
function has(word: string, bind: Bind): string {
  if (hasTrigram(word))
    return either(caseVariants(word).map(bind), (field, text) => `strpos(lower(${field}), ${text}) > 0`)
  const texts = caseVariants(word).map((text) => bind(` ${text}`))
  return either(texts, (field, text) => `strpos(' ' || lower(${field}), ${text}) > 0`)
}

/** May have it, as far as the trigram index can tell. */
function mayHave(word: string, bind: Bind): string {
  const patterns = caseVariants(word).map((text) => bind(indexPattern(text)))
  return either(patterns, (field, pattern) => `${field} ILIKE ${pattern}`)
}

function byIndex(selection: Selection, isSearch: boolean): Step {
  // Internal accounts are few: a search reads them all rather than all who match.
  const source = isSearch && selection.isInternal === true ? 'internal' : 'table'
  return {
    read: async (pool, after, limit) => (await pool.query(statementOf(selection, source, after, limit))).rows,
  }
}

/** The parts of a list of accounts, in their order. Which they are depends on what is asked alone: a cursor names one. */
export function accountSteps({ types, q, isInternal }: AccountsWanted): readonly Step[] {
  const each = (key: Selection['key'], where: Selection['where']) =>
    types.map((type): Selection => ({ type, isInternal, key, where }))
  if (q === '') return each('id', () => 'true').map((selection) => byIndex(selection, false))
  const folded = caseVariants(q)
  const beginnings: Beginning[] = [
    { key: 'id', text: q },
    ...folded.map((text): Beginning => ({ key: 'lower(name)', text })),
    ...folded.map((text): Beginning => ({ key: 'lower(email)', text })),
  ]
  const first = beginnings.flatMap((beginning, nth) => {
    const earlier = beginnings.slice(0, nth).filter(({ key }) => key !== beginning.key)
    const where = (bind: Bind) => [beginsWith(beginning, bind), ...isNone(earlier, bind)].join(' AND ')
    return each(beginning.key, where).map((selection) => byIndex(selection, true))
  })
  const words = wordsOf(q)
  const indexed = words.filter(hasTrigram)
  if (indexed.length === 0) return first
  const all = (tests: readonly string[], bind: Bind) => [...tests, ...isNone(beginnings, bind)].join(' AND ')
  const haveEach = (some: readonly string[], bind: Bind) => some.map((word) => has(word, bind))
  const within = (bind: Bind) => all(haveEach(words, bind), bind)
  const notSure = words.filter((word) => !isIndexedWhole(word))
  const byTrigram = (bind: Bind) =>
    all([...indexed.map((word) => mayHave(word, bind)), ...haveEach(notSure, bind)], bind)
  const last = each('id', within).map((selection) => readWithin(selection, { ...selection, where: byTrigram }))
  return [...first, ...last]
}
