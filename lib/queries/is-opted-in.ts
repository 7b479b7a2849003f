import type pg from 'pg'
import { ChangeError } from '@/lib/changes/errors'
import type { ScopeTarget } from '@/lib/contracts/targets'

const READ = {
  project: `SELECT EXISTS (SELECT FROM scoped_feature_flag_states WHERE feature_name = $1 AND project_id = $2) AS "isOptedIn"
    FROM projects WHERE id = $2`,
  section: `SELECT EXISTS (SELECT FROM scoped_feature_flag_states WHERE feature_name = $1 AND section_id = $2) AS "isOptedIn"
    FROM sections WHERE id = $2`,
}

/** Whether an existing project or section is opted in. @throws ChangeError `place_not_found` */
export async function isOptedIn(client: pg.ClientBase, { feature, scopeType, scopeId }: ScopeTarget): Promise<boolean> {
  const { rows } = await client.query<{ isOptedIn: boolean }>(READ[scopeType], [feature, scopeId])
  const [row] = rows
  if (row === undefined) throw new ChangeError('place_not_found', `There is no ${scopeType} of this id.`)
  return row.isOptedIn
}
