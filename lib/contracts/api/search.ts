import { z } from 'zod'
import { line } from '../text'
import { actorType } from '../words'
import { operation } from './operation'
import { noParams } from './page'

/** How many of each kind a search answers. */
export const MOST_HITS = 5

const few = <Item extends z.ZodType>(item: Item) => z.array(item).max(MOST_HITS)
const text = z.string()

export const searchOperation = operation({
  id: 'search',
  method: 'GET',
  path: '/search',
  summary: 'A few of everything whose name, title or id fits, the best first.',
  tag: 'Search',
  permission: 'read_rollouts',
  params: noParams,
  query: z.strictObject({ q: line(255) }),
  body: null,
  answer: z
    .strictObject({
      features: few(z.strictObject({ name: text, description: text, isArchived: z.boolean() })),
      projects: few(z.strictObject({ id: text, title: text, publisherName: text.nullable() })),
      sections: few(z.strictObject({ id: text, title: text, projectTitle: text.nullable() })),
      publishers: few(z.strictObject({ id: text, name: text })),
      accounts: few(z.strictObject({ type: actorType, id: text, name: text, email: text.nullable() })),
    })
    .meta({ id: 'SearchHits' }),
  refusals: [],
  isRead: true,
})

export type SearchHits = z.infer<typeof searchOperation.answer>
