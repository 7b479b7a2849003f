import type { DecisionRequest } from '@/lib/contracts/decision'
import type { StateDocument } from '@/lib/contracts/state-document'
import { zipf } from '../memory/zipf'
import { seededRandom } from '../support/statistics'

type World = Partial<Pick<StateDocument, 'features' | 'users' | 'authors' | 'projects' | 'sections'>>

/**
 * Requests as a world's applications send them: any feature, authors in projects and users in sections, a few of them
 * often and most of them seldom. The same in every run.
 */
export function mixOf(world: World, count: number): DecisionRequest[] {
  const { features = [], users = [], authors = [], projects = [], sections = [] } = world
  const random = seededRandom(13)
  const one = (actors: readonly { id: string }[], places: readonly { id: string }[]) => {
    const [actor, place] = [zipf(actors.length, 17), zipf(places.length, 19)]
    return () => [actors[actor()]?.id ?? '', places[place()]?.id ?? ''] as const
  }
  const [authoring, delivery] = [one(authors, projects), one(users, sections)]
  const requests = Array.from({ length: count }, (): DecisionRequest => {
    const feature = features[Math.floor(random() * features.length)]?.name ?? ''
    const isAuthoring = random() < 0.2
    const [actorId, resourceId] = isAuthoring ? authoring() : delivery()
    return isAuthoring
      ? { feature, actor: { type: 'author', id: actorId }, resource: { type: 'project', id: resourceId } }
      : { feature, actor: { type: 'user', id: actorId }, resource: { type: 'section', id: resourceId } }
  })
  return JSON.parse(JSON.stringify(requests))
}
