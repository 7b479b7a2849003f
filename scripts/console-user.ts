import { parseArgs } from 'node:util'
import { ownOrigin } from '@/lib/auth/own-origin'
import type { ChangeContext } from '@/lib/changes/change-context'
import { createConsoleUser } from '@/lib/changes/create-console-user'
import { ChangeError } from '@/lib/changes/errors'
import { invitePerson } from '@/lib/changes/invite-person'
import { resetPassword } from '@/lib/changes/reset-password'
import type { InvitePersonInput } from '@/lib/contracts/api/people'
import { passwordLink } from '@/lib/contracts/password-link'
import { runChange } from './support/change-command'

const USAGE = `npm run --silent console-user -- --email ada@example.edu --role system_admin|support [--name "Ada Berg"] [--link]
     npm run --silent console-user -- --email ada@example.edu --reset`

type Wanted = { readonly email: string } & (
  | { readonly kind: 'password' | 'link'; readonly account: InvitePersonInput }
  | { readonly kind: 'reset' }
)

function read(): Wanted | null {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean', default: false }] as const
  const options = { email: text, role: text, name: text, link: flag, reset: flag }
  const { email, role, name, link, reset } = parseArgs({ options }).values
  if (email === undefined) return null
  if (reset) return role === undefined && name === undefined && !link ? { kind: 'reset', email } : null
  if (role === undefined) return null
  const account = { email, role: role as InvitePersonInput['role'], name }
  return { kind: link ? 'link' : 'password', email, account }
}

async function idOf({ pool }: ChangeContext, email: string): Promise<string> {
  const { rows } = await pool.query('SELECT id::text FROM console_users WHERE lower(email) = lower($1)', [email])
  if (rows.length === 0) throw new ChangeError('not_found', 'Nobody signs in with this address.')
  return rows[0].id
}

/** What to print: a password, or a one-time link to set one. */
async function change(context: ChangeContext, wanted: Wanted): Promise<string> {
  switch (wanted.kind) {
    case 'password':
      return (await createConsoleUser(context, wanted.account)).value.password
    case 'link':
      return passwordLink(ownOrigin(), (await invitePerson(context, wanted.account)).value.token)
    case 'reset':
      return passwordLink(
        ownOrigin(),
        (await resetPassword(context, { id: await idOf(context, wanted.email) })).value.token,
      )
    default:
      return wanted satisfies never
  }
}

runChange(USAGE, read, change)
