import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import type { DirectoryKind, DirectoryRemoved } from '@/lib/contracts/api/directory'
import { DIRECTORY_TABLES, type DirectoryName, findInDirectory } from '@/lib/queries/find-in-directory'
import type { ChangeContext } from './change-context'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'

/** What refers to a row: of which kind, and the ids or feature names of each. */
type Hanging = readonly [kind: string, names: string]

const factsAt = (column: 'project_id' | 'section_id'): readonly Hanging[] => [
  ['opt-in', `SELECT feature_name FROM scoped_feature_flag_states WHERE ${column} = $1`],
  ['stage', `SELECT feature_name FROM scoped_feature_rollouts WHERE ${column} = $1`],
]

const HANGING: Readonly<Record<DirectoryKind, readonly Hanging[]>> = {
  publisher: [
    ['project', 'SELECT id FROM projects WHERE publisher_id = $1'],
    ['section', 'SELECT id FROM sections WHERE publisher_id = $1'],
    ['exemption', 'SELECT feature_name FROM scoped_feature_exemptions WHERE publisher_id = $1'],
  ],
  project: [['section', 'SELECT id FROM sections WHERE base_project_id = $1'], ...factsAt('project_id')],
  section: factsAt('section_id'),
  author: [['console user', 'SELECT id::text FROM console_users WHERE author_id = $1']],
  user: [],
}

const MOST_NAMED = 10

interface Hung {
  readonly kind: string
  readonly count: number
  readonly first: readonly string[]
}

async function hungOf(client: pg.ClientBase, id: string, [kind, names]: Hanging): Promise<Hung> {
  const { rows } = await client.query<{ count: number; first: string[] }>(
    `SELECT (SELECT count(*)::int FROM (${names}) AS n) AS count,
       ARRAY(SELECT name FROM (${names}) AS n (name) ORDER BY name LIMIT ${MOST_NAMED}) AS first`,
    [id],
  )
  return { kind, count: rows[0]?.count ?? 0, first: rows[0]?.first ?? [] }
}

async function requireFree(client: pg.ClientBase, { kind, id }: DirectoryName): Promise<void> {
  const hung: Hung[] = []
  for (const hanging of HANGING[kind]) hung.push(await hungOf(client, id, hanging))
  const hangs = hung.filter(({ count }) => count > 0)
  if (hangs.length === 0) return
  const named = hangs.map(({ kind: what, count }) => `${count} ${what}${count === 1 ? '' : 's'}`)
  throw new ChangeError('in_use', `The ${kind} can not be removed while this hangs on it: ${named.join(', ')}.`, {
    members: { hangs },
  })
}

/**
 * Removes a publisher, project, section or account from the directory. What it was called is gone with it: the audit
 * trail knows accounts by their id alone.
 * @throws ChangeError `forbidden`, `publisher_not_found`, `place_not_found`, `account_not_found`; `in_use`, with what
 * hangs on it; `busy`
 */
export async function removeFromDirectory(
  context: ChangeContext,
  target: DirectoryName,
): Promise<Changed<DirectoryRemoved>> {
  permit(context.principal, 'change_directory')
  return inChange(context, {}, async (client) => {
    await findInDirectory(client, target)
    await requireFree(client, target)
    await client.query(`DELETE FROM ${DIRECTORY_TABLES[target.kind]} WHERE id = $1`, [target.id])
    return { ...target, removed: true }
  })
}
