import type pg from 'pg'
import type { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import {
  accountFields,
  type DirectoryKind,
  projectFields,
  publisherFields,
  sectionFields,
} from '@/lib/contracts/api/directory'
import {
  DIRECTORY_TABLES,
  type DirectoryName,
  type DirectoryRows,
  findInDirectory,
} from '@/lib/queries/find-in-directory'
import type { ChangeContext } from './change-context'
import { sqlState, UNIQUE_VIOLATION } from './database-errors'
import { ChangeError } from './errors'
import { type Changed, inChange } from './in-change'
import { parseInput } from './parse-input'

const FIELDS = {
  publisher: publisherFields,
  project: projectFields,
  section: sectionFields,
  author: accountFields,
  user: accountFields,
} as const satisfies Record<DirectoryKind, z.ZodType>

const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  email: 'email',
  title: 'title',
  publisherId: 'publisher_id',
  projectId: 'base_project_id',
}

const REFERENCES = { publisherId: 'publisher', projectId: 'project' } as const

type Field = readonly [name: string, value: unknown]

function taken(error: unknown): never {
  if (sqlState(error) !== UNIQUE_VIOLATION) throw error
  const faults = [{ path: 'email', message: 'another author has this address' }]
  throw new ChangeError('invalid_request', 'The account can not be changed.', { faults })
}

async function requireReferences(client: pg.ClientBase, fields: readonly Field[]): Promise<void> {
  for (const [name, id] of fields)
    if ((name === 'publisherId' || name === 'projectId') && typeof id === 'string')
      await findInDirectory(client, { kind: REFERENCES[name], id }, name)
}

async function write(client: pg.ClientBase, { kind, id }: DirectoryName, fields: readonly Field[]): Promise<void> {
  const set = fields.map(([name], nth) => `${COLUMNS[name]} = $${nth + 2}`)
  const values = [id, ...fields.map(([, value]) => value)]
  await client.query(`UPDATE ${DIRECTORY_TABLES[kind]} SET ${set.join(', ')} WHERE id = $1`, values).catch(taken)
}

/**
 * Changes what the directory says of a publisher, project, section or account: the fields given, the rest stays. Not the
 * internal flag, which is no field of the directory but a fact with a verb of its own.
 * @returns the row as it is now; unchanged where it was so already
 * @throws ChangeError `forbidden`, `invalid_request`, `publisher_not_found`, `place_not_found`, `account_not_found` (with
 * the field at fault where a reference leads nowhere), `busy`
 */
export async function changeDirectory<Kind extends DirectoryKind>(
  context: ChangeContext,
  target: DirectoryName<Kind>,
  given: unknown,
): Promise<Changed<DirectoryRows[Kind] & { readonly changed: boolean }>> {
  permit(context.principal, 'change_directory')
  const wanted: Field[] = Object.entries(parseInput<z.ZodObject>(FIELDS[target.kind], given))
  return inChange(context, {}, async (client) => {
    const before = await findInDirectory(client, target)
    const held = new Map<string, unknown>(Object.entries(before))
    const fields = wanted.filter(([name, value]) => value !== undefined && held.get(name) !== value)
    if (fields.length === 0) return { ...before, changed: false }
    await requireReferences(client, fields)
    await write(client, target, fields)
    return { ...before, ...Object.fromEntries(fields), changed: true }
  })
}
