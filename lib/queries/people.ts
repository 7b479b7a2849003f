import type pg from 'pg'
import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { Page } from '@/lib/contracts/api/page'
import type { Person } from '@/lib/contracts/api/people'
import { keyAfter, type PageAsked, pageOf } from './page'
import type { ReadContext } from './read-context'

type Row = Omit<Person, 'disabledAt' | 'linkExpiresAt' | 'createdAt'> & {
  readonly disabledAt: Date | null
  readonly linkExpiresAt: Date | null
  readonly createdAt: Date
}

const READ = `SELECT person.id::text, person.email, person.name, person.role, person.disabled_at AS "disabledAt",
    person.password_hash IS NOT NULL AS "hasPassword", link.expires_at AS "linkExpiresAt",
    person.created_at AS "createdAt"
  FROM console_users person
  LEFT JOIN sign_in_links link ON link.user_id = person.id AND link.expires_at > now()`

const itemOf = (row: Row): Person => ({
  ...row,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  linkExpiresAt: row.linkExpiresAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

/** A page of who may sign in, by e-mail address. @throws ChangeError `forbidden`, `invalid_request` (the cursor) */
export async function listPeople({ pool, principal }: ReadContext, asked: PageAsked): Promise<Page<Person>> {
  permit(principal, 'manage_people')
  const [id = null] = keyAfter(asked, z.tuple([z.uuid()])) ?? []
  const { rows } = await pool.query<Row>(
    `${READ} WHERE $1::uuid IS NULL
       OR lower(person.email) > (SELECT lower(email) FROM console_users WHERE id = $1)
     ORDER BY lower(person.email) LIMIT $2`,
    [id, asked.limit + 1],
  )
  return pageOf(rows, asked, (row) => [row.id], itemOf)
}

/** One of them. @throws ChangeError `not_found` */
export async function findPerson(database: Pick<pg.ClientBase, 'query'>, id: string): Promise<Person> {
  const { rows } = await database.query<Row>(`${READ} WHERE person.id = $1::uuid`, [id])
  const [row] = rows
  if (row === undefined) throw new ChangeError('not_found', 'There is nobody of this id.')
  return itemOf(row)
}
