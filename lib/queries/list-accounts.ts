import type pg from 'pg'
import { z } from 'zod'
import { permit } from '@/lib/auth/permissions'
import type { Account } from '@/lib/contracts/api/accounts'
import type { Page } from '@/lib/contracts/api/page'
import { ACTOR_TYPES, type ActorType } from '@/lib/rollout'
import type { Step } from './accounts/step'
import { accountSteps } from './accounts/steps'
import { keyAfter, type PageAsked, pageOf } from './page'
import type { ReadContext } from './read-context'

export interface AccountsAsked extends PageAsked {
  readonly type?: ActorType | undefined
  /** What is searched for; absent or empty: every account. */
  readonly q?: string | undefined
  readonly internal?: 'true' | 'false' | undefined
}

// The step by its number, what it is ordered by, and the id. PostgreSQL refuses a NUL.
const text = z.string().refine((part) => !part.includes('\0'))
const cursorKey = z.tuple([z.int().min(0), text, text])
type CursorKey = z.infer<typeof cursorKey>

/** An account as a step found it: the key it is ordered by, and which step that was. */
interface Found {
  readonly account: Account
  readonly key: CursorKey
}

async function take(pool: pg.Pool, step: Step, nth: number, after: CursorKey | null, limit: number): Promise<Found[]> {
  const [at, key, id] = after ?? [null, '', '']
  const rows = await step.read(pool, at === nth ? { key, id } : null, limit)
  return rows.map(({ key: own, ...account }) => ({ account, key: [nth, own, account.id] }))
}

/**
 * Authors and users, a page at a time. A search lists first those whose id begins with what was typed, then names, then
 * e-mail addresses, then whoever has it anywhere in name or address; each account once. Each step reads by an index and
 * ends at a page, whatever the directory's size.
 * @throws ChangeError `forbidden`, `invalid_request` (the cursor)
 */
export async function listAccounts({ pool, principal }: ReadContext, asked: AccountsAsked): Promise<Page<Account>> {
  permit(principal, 'read_rollouts')
  const { type, q = '', internal } = asked
  const isInternal = internal === undefined ? null : internal === 'true'
  const steps = accountSteps({ types: type === undefined ? ACTOR_TYPES : [type], q: q.trim(), isInternal })
  const after = keyAfter(asked, cursorKey)
  const found: Found[] = []
  const [first] = after ?? [0]
  for (const [nth, step] of steps.entries()) {
    if (nth < first || found.length > asked.limit) continue
    found.push(...(await take(pool, step, nth, after, asked.limit + 1 - found.length)))
  }
  return pageOf(
    found,
    asked,
    ({ key }) => key,
    ({ account }) => account,
  )
}
