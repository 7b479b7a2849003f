import type pg from 'pg'
import { ChangeError, type ChangeErrorCode } from '@/lib/changes/errors'
import type { Account } from '@/lib/contracts/api/accounts'
import type { DirectoryKind } from '@/lib/contracts/api/directory'

export interface DirectoryRows {
  readonly publisher: { readonly id: string; readonly name: string }
  readonly project: { readonly id: string; readonly title: string; readonly publisherId: string | null }
  readonly section: {
    readonly id: string
    readonly title: string
    readonly projectId: string | null
    readonly publisherId: string | null
  }
  readonly author: Account
  readonly user: Account
}

export interface DirectoryName<Kind extends DirectoryKind = DirectoryKind> {
  readonly kind: Kind
  readonly id: string
}

/** The table of each kind. */
export const DIRECTORY_TABLES: Readonly<Record<DirectoryKind, string>> = {
  publisher: 'publishers',
  project: 'projects',
  section: 'sections',
  author: 'authors',
  user: 'users',
}

const ACCOUNT = 'id, name, email, is_internal AS "isInternal"'
const COLUMNS: Readonly<Record<DirectoryKind, string>> = {
  publisher: 'id, name',
  project: 'id, title, publisher_id AS "publisherId"',
  section: 'id, title, base_project_id AS "projectId", publisher_id AS "publisherId"',
  author: `'author' AS type, ${ACCOUNT}`,
  user: `'user' AS type, ${ACCOUNT}`,
}

const MISSING: Readonly<Record<DirectoryKind, ChangeErrorCode>> = {
  publisher: 'publisher_not_found',
  project: 'place_not_found',
  section: 'place_not_found',
  author: 'account_not_found',
  user: 'account_not_found',
}

/**
 * A row of the directory.
 * @param path the field that names it, where it is not what was asked for itself
 * @throws ChangeError `publisher_not_found`, `place_not_found`, `account_not_found`
 */
export async function findInDirectory<Kind extends DirectoryKind>(
  database: Pick<pg.ClientBase, 'query'>,
  { kind, id }: DirectoryName<Kind>,
  path?: string,
): Promise<DirectoryRows[Kind]> {
  const text = `SELECT ${COLUMNS[kind]} FROM ${DIRECTORY_TABLES[kind]} WHERE id = $1`
  const { rows } = await database.query<DirectoryRows[Kind]>(text, [id])
  const [found] = rows
  if (found !== undefined) return found
  const message = `There is no ${kind} of this id.`
  throw new ChangeError(MISSING[kind], message, path === undefined ? {} : { faults: [{ path, message }] })
}
