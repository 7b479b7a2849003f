import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Account } from '@/lib/contracts/api/accounts'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'
import type { FeatureSummary } from '@/lib/contracts/api/feature-reads'
import type { ActorType, ResourceType } from '@/lib/rollout'
import { askJson } from '../ask-json'
import { type DraftQuestion, isWhole } from '../explain-link'
import { fetchJson } from '../fetch-json'
import { queryText } from './console-query'
import type { Subject } from './subjects'
import { untilAnswered } from './until-answered'

/** A decision and the way to it. Asked only when the question is whole. */
export const explainQuery = (question: DraftQuestion) =>
  queryOptions({
    queryKey: ['explain', question],
    queryFn: ({ signal }) => askJson<ExplainedDecision>('/api/console/explain', question, signal),
    enabled: isWhole(question),
    refetchInterval: untilAnswered,
    retry: false,
  })

/** What can be chosen in a field: its id, and what tells it from others. */
export interface Choice {
  readonly id: string
  readonly name: string
  readonly detail: string | null
}

const MOST_CHOICES = 8

interface Asked {
  readonly subject: Subject
  readonly path: string
  readonly q: string
  readonly type?: ActorType
}

function choices<Item>({ subject, path, q, type }: Asked, choiceOf: (item: Item) => Choice) {
  const target = `${path}${queryText({ q: q.trim(), type, limit: MOST_CHOICES })}`
  return queryOptions({
    queryKey: [subject, target, 'choices'],
    queryFn: async ({ signal }): Promise<readonly Choice[]> => {
      const { items } = await fetchJson<{ items: readonly Item[] }>(`/api/console${target}`, signal)
      return items.map(choiceOf)
    },
    placeholderData: keepPreviousData,
  })
}

export const featureChoices = (q: string) =>
  choices<FeatureSummary>({ subject: 'features', path: '/features', q }, ({ name, description }) => ({
    id: name,
    name,
    detail: description,
  }))

/** Authors or users whose id, name or address fits. */
export const actorChoices = (type: ActorType, q: string) =>
  choices<Account>({ subject: 'accounts', path: '/accounts', q, type }, ({ id, name, email }) => ({
    id,
    name,
    detail: email,
  }))

interface Place {
  readonly id: string
  readonly title: string
  readonly publisher: { readonly name: string } | null
}

const PLACES: Readonly<Record<ResourceType, string>> = { project: '/projects', section: '/sections' }

/** Projects or sections whose id or title fits. */
export const resourceChoices = (type: ResourceType, q: string) =>
  choices<Place>({ subject: 'places', path: PLACES[type], q }, ({ id, title, publisher }) => ({
    id,
    name: title,
    detail: publisher?.name ?? null,
  }))

export type ChoicesQuery = ReturnType<typeof choices>
