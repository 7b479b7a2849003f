import type { ActionResult } from '@/lib/contracts/action-result'
import type { ApiKeyItem } from '@/lib/contracts/api/keys'
import type { ChangeRoleInput, InvitePersonInput, OneTimeLink, Person, PersonTarget } from '@/lib/contracts/api/people'

type Verb<Given, Value> = (given: Given) => Promise<ActionResult<Value>>

/** What can be done about people. */
export interface PeopleActions {
  readonly invite: Verb<InvitePersonInput, OneTimeLink>
  readonly reset: Verb<PersonTarget, OneTimeLink>
  readonly changeRole: Verb<ChangeRoleInput, Person>
  readonly disable: Verb<PersonTarget, Person>
  readonly enable: Verb<PersonTarget, Person>
  readonly endSessions: Verb<PersonTarget, unknown>
}

export interface NewKey {
  readonly name: string
  readonly scopes: ('decide' | 'admin')[]
  readonly rateLimitPerS: number | null
  readonly allowedOrigins: string[]
  readonly expiresAt: string | null
}

export interface MadeKey {
  readonly id: string
  readonly key: string
  readonly prefix: string
}

/** What can be done about keys. */
export interface KeyActions {
  readonly create: Verb<NewKey, MadeKey>
  readonly revoke: Verb<{ id: string }, ApiKeyItem>
}
