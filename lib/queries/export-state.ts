import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { StateDocument } from '@/lib/contracts/state-document'
import type { ReadContext } from './read-context'
import { inSnapshot } from './snapshot'

type Lists = Required<Omit<StateDocument, 'version'>>

const ofLiveFeature = 'JOIN features f ON f.name = t.feature_name AND f.archived_at IS NULL'

// Every column that is sorted by is COLLATE "C": the order of the bytes, the same on every machine.
const LISTS: Readonly<Record<keyof Lists, string>> = {
  publishers: 'SELECT id, name FROM publishers ORDER BY id',
  projects: 'SELECT id, title, publisher_id AS "publisherId" FROM projects ORDER BY id',
  sections: `SELECT id, title, base_project_id AS "projectId", publisher_id AS "publisherId" FROM sections ORDER BY id`,
  authors: 'SELECT id, email, name, is_internal AS "isInternal" FROM authors ORDER BY id',
  users: 'SELECT id, email, name, is_internal AS "isInternal" FROM users ORDER BY id',
  features: `SELECT name, description, ARRAY[contexts::text] AS contexts, rollout_mode AS "rolloutMode"
    FROM features WHERE archived_at IS NULL ORDER BY name`,
  scopeStates: `SELECT t.feature_name AS feature, CASE WHEN t.project_id IS NULL THEN 'section' ELSE 'project' END AS "scopeType",
      coalesce(t.project_id, t.section_id) AS "scopeId"
    FROM scoped_feature_flag_states t ${ofLiveFeature} ORDER BY 1, 2, 3`,
  rollouts: `SELECT t.feature_name AS feature, t.scope_type AS "scopeType", t.scope_id AS "scopeId", t.stage
    FROM scoped_feature_rollouts t ${ofLiveFeature} ORDER BY 1, t.scope_type, 3`,
  exemptions: `SELECT t.feature_name AS feature, t.publisher_id AS "publisherId", t.effect, t.note,
      to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt"
    FROM scoped_feature_exemptions t ${ofLiveFeature} ORDER BY 1, 2`,
}

/**
 * The whole state as one document (api.md, "The state document"), from one moment, with every field and every list, in
 * canonical order: sorted by the bytes of what names a row. Importing it again changes nothing. Archived features, and
 * what hangs on them, are left out: an import refuses their names. Instants are exported in milliseconds.
 * Held in memory: a million accounts take some 300 MB while they are answered.
 * @throws ChangeError `forbidden`
 */
export async function exportState({ pool, principal }: ReadContext): Promise<StateDocument> {
  permit(principal, 'export')
  return inSnapshot(pool, async (read) => {
    const lists: Partial<Record<keyof Lists, pg.QueryResultRow[]>> = {}
    for (const [list, sql] of Object.entries(LISTS)) lists[list as keyof Lists] = await read(sql)
    return { version: 1, ...(lists as unknown as Lists) }
  })
}
