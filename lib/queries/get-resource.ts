import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { FeatureAtPlace, ProjectDetails, SectionDetails } from '@/lib/contracts/api/place-reads'
import { type ResourceType, supports } from '@/lib/rollout'
import type { ReadContext } from './read-context'
import { type ResourceRow, readResources } from './resource-rows'
import { readStandings, type StandingRow, standingOf } from './standings'

const PARENT: Readonly<Record<ResourceType, string>> = { project: 'r.id', section: 'r.base_project_id' }

const pairsAt = (type: ResourceType) => `
  SELECT f.name, '${type}'::rollout_scope, r.id, r.title, f.name, ${PARENT[type]}, r.publisher_id
  FROM features f CROSS JOIN ${type}s r WHERE f.archived_at IS NULL AND r.id = $1`

function featureOf(row: StandingRow): FeatureAtPlace {
  const { feature, description, contexts, rolloutMode } = row
  return { name: feature, description, contexts, rolloutMode, ...standingOf(row) }
}

async function featuresAt(pool: pg.Pool, type: ResourceType, id: string): Promise<FeatureAtPlace[]> {
  const rows = await readStandings(pool, { pairs: pairsAt(type), order: 'place.feature' }, [id])
  return rows.filter(({ contexts, isOptedIn }) => isOptedIn || supports(contexts, type)).map(featureOf)
}

async function find(pool: pg.Pool, type: ResourceType, id: string): Promise<Omit<ResourceRow, 'sort'>> {
  const [row] = await readResources(pool, type, 'WHERE r.id = $1', [id])
  if (row === undefined) throw new ChangeError('place_not_found', `There is no ${type} of this id.`)
  const { sort: _sort, ...found } = row
  return found
}

/** A project, and how each feature stands there. @throws ChangeError `forbidden`, `place_not_found` */
export async function getProject({ pool, principal }: ReadContext, id: string): Promise<ProjectDetails> {
  permit(principal, 'read_rollouts')
  const { project: _project, ...found } = await find(pool, 'project', id)
  const count = 'SELECT count(*)::int AS sections FROM sections WHERE base_project_id = $1'
  const { rows } = await pool.query<{ sections: number }>(count, [id])
  return { ...found, sections: rows[0]?.sections ?? 0, features: await featuresAt(pool, 'project', id) }
}

/** A section, and how each feature stands there. @throws ChangeError `forbidden`, `place_not_found` */
export async function getSection({ pool, principal }: ReadContext, id: string): Promise<SectionDetails> {
  permit(principal, 'read_rollouts')
  const found = await find(pool, 'section', id)
  return { ...found, features: await featuresAt(pool, 'section', id) }
}
