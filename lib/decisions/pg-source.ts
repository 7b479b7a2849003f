import type pg from 'pg'
import type { ApiKey } from '@/lib/auth/api-keys'
import { inTransaction } from '@/lib/db/transaction'
import { counters } from '@/lib/telemetry/counters'
import type { FactKey, FactSource, LoadedFacts, LoadedParts, Part, ResourceFacts, Revision } from './facts'
import { createInterned, type Interned } from './interned'
import {
  type InternalRows,
  internalsFrom,
  type KeyRow,
  keysFrom,
  MOST_INTERNALS,
  type RuleRows,
  rulesFrom,
} from './rows'

// Each statement reads what it answers and the revision in one snapshot of the database: they can't be of two states.
const REVISION = `SELECT epoch, n::float8 AS n, extract(epoch FROM clock_timestamp())::float8 * 1000 AS "dbNowMs"`

const KEY_ROW = `json_build_object('id', id, 'name', name, 'hash', hash, 'scopes', scopes, 'rateLimitPerS', rate_limit_per_s,
  'allowedOrigins', allowed_origins, 'expiresAt', extract(epoch FROM expires_at) * 1000)`

/** All rules that are in force, as `RuleRows`: an expression. */
export const RULES = `json_build_object(
    'features', (SELECT json_agg(json_build_array(name, rollout_mode, contexts) ORDER BY name COLLATE "C") FROM features WHERE archived_at IS NULL),
    'rollouts', (SELECT json_agg(json_build_array(feature_name, scope_type, scope_id, stage)) FROM scoped_feature_rollouts),
    'exemptions', (SELECT json_agg(json_build_array(feature_name, publisher_id, effect, extract(epoch FROM expires_at) * 1000)) FROM scoped_feature_exemptions)
  )`

const PARTS: Readonly<Record<Part, string>> = {
  rules: `${RULES} AS rules`,
  internals: `json_build_object(
    'author', (SELECT json_agg(id) FROM (SELECT id FROM authors WHERE is_internal LIMIT ${MOST_INTERNALS + 1}) AS a),
    'user', (SELECT json_agg(id) FROM (SELECT id FROM users WHERE is_internal LIMIT ${MOST_INTERNALS + 1}) AS u)
  ) AS internals`,
  keys: `(SELECT json_agg(${KEY_ROW}) FROM api_keys WHERE revoked_at IS NULL) AS keys`,
}

const ACTORS = `
  (SELECT json_agg(id) FROM authors WHERE id = ANY($3) AND is_internal) AS "internalAuthors",
  (SELECT json_agg(id) FROM users WHERE id = ANY($4) AND is_internal) AS "internalUsers"`
const RESOURCES = `
  (SELECT json_agg(json_build_array(id, publisher_id)) FROM projects WHERE id = ANY($1)) AS projects,
  (SELECT json_agg(json_build_array(id, base_project_id, publisher_id)) FROM sections WHERE id = ANY($2)) AS sections,
  (SELECT json_agg(json_build_array(project_id, section_id, feature_name)) FROM scoped_feature_flag_states
    WHERE project_id = ANY($1) OR section_id = ANY($2)) AS "optIns"`
const FACTS = { name: 'aviary-facts', text: `${REVISION}, ${RESOURCES}, ${ACTORS} FROM state_revision` }

interface FactRows extends Revision {
  readonly projects: [string, string | null][] | null
  readonly sections: [string, string | null, string | null][] | null
  readonly optIns: [string | null, string | null, string][] | null
  readonly internalAuthors: string[] | null
  readonly internalUsers: string[] | null
}

interface PartRows extends Revision {
  readonly rules?: RuleRows
  readonly internals?: InternalRows
  readonly keys?: KeyRow[] | null
}

type Queryable = Pick<pg.ClientBase, 'query'>

const idsOf = (keys: readonly FactKey[], prefix: string) =>
  keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(2))

async function one<Row>(db: Queryable, query: string | pg.QueryConfig): Promise<Row> {
  const { rows } = await db.query(query)
  if (rows.length !== 1) throw new Error('state_revision must have exactly one row')
  return rows[0] as Row
}

async function queryParts(db: Queryable, parts: readonly Part[]): Promise<LoadedParts> {
  counters.snapshotLoads++
  const { epoch, n, dbNowMs, ...rows } = await one<PartRows>(
    db,
    `${[REVISION, ...parts.map((part) => PARTS[part])].join(', ')} FROM state_revision`,
  )
  return {
    epoch,
    n,
    dbNowMs,
    ...(rows.rules && { rules: rulesFrom(rows.rules) }),
    ...(rows.internals && { internals: internalsFrom(rows.internals) }),
    ...(rows.keys !== undefined && { keys: keysFrom(rows.keys ?? []) }),
  }
}

function resourceFacts(keys: readonly FactKey[], rows: FactRows, interned: Interned): Map<FactKey, ResourceFacts> {
  const shared = (id: string | null) => (id === null ? null : interned.id(id))
  const parents = new Map<FactKey, [string | null, string | null]>()
  for (const [id, publisherId] of rows.projects ?? []) parents.set(`p:${id}`, [id, shared(publisherId)])
  for (const [id, projectId, publisherId] of rows.sections ?? []) {
    parents.set(`s:${id}`, [shared(projectId), shared(publisherId)])
  }
  const optedIn = new Map<FactKey, string[]>()
  for (const [projectId, sectionId, feature] of rows.optIns ?? []) {
    const key = projectId === null ? `s:${sectionId}` : `p:${projectId}`
    const features = optedIn.get(key)
    if (features) features.push(feature)
    else optedIn.set(key, [feature])
  }
  const resources = keys.filter((key) => key.startsWith('p:') || key.startsWith('s:'))
  return new Map(
    resources.map((key) => {
      const [projectId, publisherId] = parents.get(key) ?? [null, null]
      return [
        key,
        { isKnown: parents.has(key), projectId, publisherId, optedIn: interned.list(optedIn.get(key) ?? []) },
      ]
    }),
  )
}

async function queryFacts(db: Queryable, interned: Interned, keys: readonly FactKey[]): Promise<LoadedFacts> {
  const values = ['p:', 's:', 'a:', 'u:'].map((prefix) => idsOf(keys, prefix))
  const rows = await one<FactRows>(db, { ...FACTS, values })
  const internalKeys = new Set([
    ...(rows.internalAuthors ?? []).map((id) => `a:${id}`),
    ...(rows.internalUsers ?? []).map((id) => `u:${id}`),
  ])
  const actors = keys.filter((key) => key.startsWith('a:') || key.startsWith('u:'))
  const internal = new Map(actors.map((key) => [key, internalKeys.has(key)]))
  return {
    epoch: rows.epoch,
    n: rows.n,
    dbNowMs: rows.dbNowMs,
    resources: resourceFacts(keys, rows, interned),
    internal,
  }
}

function queryAll(pool: pg.Pool, interned: Interned, keys: readonly FactKey[]) {
  const readBoth = async (client: pg.PoolClient) => {
    const facts = await queryFacts(client, interned, keys)
    return { facts, parts: await queryParts(client, ['rules']) }
  }
  return inTransaction(pool, readBoth, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}

/** Reads decision facts from PostgreSQL. Rejects when the database can't be reached or answers too late. */
export function createPgSource(pool: pg.Pool): FactSource {
  const interned = createInterned()
  return {
    readRevision: () => one<Revision>(pool, { name: 'aviary-revision', text: `${REVISION} FROM state_revision` }),
    loadParts: (parts) => queryParts(pool, parts),
    loadFacts: (keys) => queryFacts(pool, interned, keys),
    loadAll: (keys) => queryAll(pool, interned, keys),
    findKey: async (hash): Promise<ApiKey | null> => {
      const { rows } = await pool.query({
        name: 'aviary-key',
        text: `SELECT ${KEY_ROW} AS key FROM api_keys WHERE hash = $1 AND revoked_at IS NULL`,
        values: [hash],
      })
      return keysFrom(rows.map((row: { key: KeyRow }) => row.key)).get(hash) ?? null
    },
  }
}
