import type pg from 'pg'
import type { SectionItem } from '@/lib/contracts/api/place-reads'
import type { ResourceType } from '@/lib/rollout'
import { sortTitle } from './sort-key'

/** A project or a section, with what it is sorted by before its id. A project's `project` is null. */
export interface ResourceRow extends SectionItem {
  readonly sort: string
}

const COLUMNS: Readonly<Record<ResourceType, string>> = {
  project: ', NULL AS project',
  section: `, CASE WHEN parent.id IS NOT NULL THEN json_build_object('id', parent.id, 'title', parent.title) END AS project`,
}
const FROM: Readonly<Record<ResourceType, string>> = {
  project: 'FROM projects r',
  section: 'FROM sections r LEFT JOIN projects parent ON parent.id = r.base_project_id',
}

/**
 * Projects or sections, with the names of their parents.
 * @param which SQL from WHERE on, over `r`
 */
export async function readResources(
  pool: pg.Pool,
  type: ResourceType,
  which: string,
  values: readonly unknown[],
): Promise<ResourceRow[]> {
  const { rows } = await pool.query<ResourceRow>(
    `SELECT r.id, r.title, ${sortTitle('r.title')} AS sort,
      CASE WHEN owner.id IS NOT NULL THEN json_build_object('id', owner.id, 'name', owner.name) END AS publisher,
      (SELECT count(*)::int FROM scoped_feature_flag_states o JOIN features f ON f.name = o.feature_name
        WHERE o.${type}_id = r.id AND f.archived_at IS NULL) AS "optedIn"${COLUMNS[type]}
    ${FROM[type]} LEFT JOIN publishers owner ON owner.id = r.publisher_id ${which}`,
    [...values],
  )
  return rows
}
